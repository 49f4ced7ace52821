"""The texts of the demonstration.

The seven videos, their platforms and dates, and the facts of the project come from the public card of
S22016 Porukalla! Which partner made which workshop is not known, so every workshop and event here is
invented and marked as a demonstration. Each item is a dictionary: `kind`, `partner`, texts by language,
`shared` values, `dates` as (days from today, start, end, places), words, `picture` as (palette, motif,
alternative text in Finnish, in English), and the `state` it is brought into.
"""

from datetime import date
from typing import Any

from .accounts import CLAY, VIRIKE

CRISIS_CENTRE = "Mikkelin kriisikeskus"
CARERS = "Mikkelin seudun omaishoitajat ja läheiset ry"
FINFAMI = "FinFami"
CITY = "Mikkelin kaupunki"

PARTNERS: dict[str, dict[str, str]] = {
    CITY: {},
    CRISIS_CENTRE: {},
    VIRIKE: {},
    CARERS: {},
    FINFAMI: {},
    CLAY: {
        "fi": "Saviverstas Hella on kahden keraamikon työhuone. Opetamme savea niin, ettei mitään tarvitse osata "
        "etukäteen. (Esimerkkisisältöä.)",
        "en": "Saviverstas Hella is the studio of two ceramicists. We teach clay so that you need to know nothing "
        "beforehand. (Demonstration content.)",
    },
}

HISTORY: dict[str, tuple[str, str, str, list[str]]] = {
    "fi": (
        "Mistä Porukalla tulee",
        "historia",
        "Porukalla alkoi keväällä 2020, kun ovet menivät kiinni ja auttajat siirtyivät verkkoon.",
        [
            "<p>S22016, Porukalla! oli Mikkelin kaupungin hanke 15.4.–31.10.2020. Sen rahoitti Etelä-Savon "
            "ELY-keskus Euroopan sosiaalirahastosta, 198 808 €. Hanke on päättynyt: tämän päivän ohjelmaa se ei "
            "rahoita.</p>",
            "# Mitä silloin tehtiin",
            "<p>Hanke kokosi toimijoiden verkoston, joka tarjosi tukea ja apua perheille, nuorille ja työikäisille. "
            "Se kehitti etä- ja digitaalisia palveluja ja vapaaehtoistoimintaa ja loi mahdollisuuksia luovalle "
            "toiminnalle ostamalla sitä luovien alojen toimijoilta.</p>",
            "# Mitä jäi",
            "<p>Toimiva verkosto ja yhteinen auttamisen toimintamalli jatkuvat mukana olleilla toimijoilla. "
            "Verkosto on helppo ottaa käyttöön uudelleen.</p>",
        ],
    ),
    "en": (
        "Where Porukalla comes from",
        "history",
        "Porukalla began in the spring of 2020, when doors closed and helpers moved online.",
        [
            "<p>S22016, Porukalla! was a project of the City of Mikkeli, 15 April – 31 October 2020. The ELY Centre of "
            "South Savo funded it from the European Social Fund with €198,808. The project has ended: it does not fund "
            "today's programme.</p>",
            "# What was done",
            "<p>The project brought together a network that offered support and help to families, young people and "
            "people of working age. It developed remote and digital services and volunteering, and made room for "
            "creative activity by buying it from people of the creative sector.</p>",
            "# What stayed",
            "<p>A working network and a shared way of helping live on with those who took part. The network is easy "
            "to start again.</p>",
        ],
    ),
}


def _old_video(title: str, partner: str, platform: str, day: date, themes: list[str]) -> dict[str, Any]:
    return {
        "kind": "video",
        "partner": partner,
        "is_history": True,
        "shared": {"platform": platform, "published_on": day, "mode": "own_time"},
        "themes": themes,
        "fi": {"title": title, "summary": f"Video vuoden 2020 Porukalla!-hankkeesta ({platform})."},
    }


ITEMS: list[dict[str, Any]] = [
    _old_video("Porukalla! -hanke: Mikkelin kriisikeskus", CRISIS_CENTRE, "YouTube", date(2020, 10, 14), ["p12878"]),
    _old_video("Korona Kollektiivi, Porukalla! -hanke", CITY, "YouTube", date(2020, 5, 15), ["p5522"]),
    _old_video("Porukalla -hanke esittäytyy: Virike ry", VIRIKE, "Facebook", date(2020, 5, 31), ["p5522"]),
    _old_video(
        "Porukalla! -hanke: Mikkelin seudun omaishoitajat ja läheiset ry",
        CARERS,
        "Facebook",
        date(2020, 6, 12),
        ["p12878"],
    ),
    _old_video("Porukalla -hankkeen terveisiä", CITY, "Facebook", date(2020, 6, 10), ["p5522"]),
    _old_video("Mitä Finfamilla mietitään kuulluksi tulemisesta?", FINFAMI, "Facebook", date(2020, 10, 8), ["p12878"]),
    _old_video(
        "Porukalla <3 oma omenapuu on istutettu kasvamaan meidän kaikkien iloksi Mikkelipuistoon.",
        CITY,
        "Facebook",
        date(2020, 10, 7),
        ["p16648"],
    ),
    {
        "kind": "workshop",
        "partner": CLAY,
        "themes": ["p1420", "p9315"],
        "audiences": ["p13050", "p4354"],
        "municipalities": ["mikkeli", "juva"],
        "languages": ["fi", "en"],
        "picture": (
            "clay",
            "pots",
            "Kolme savikulhoa ikkunalaudalla, takana järvi.",
            "Three clay bowls on a window sill, a lake behind them.",
        ),
        "dates": [(0, "23:00", "23:50", 12), (7, "17:00", "18:30", 12), (14, "17:00", "18:30", 12)],
        "shared": {"mode": "online", "minimum_age": 5, "signup": "each_date", "is_open_to_children": True},
        "fi": {
            "title": "Savikettu keittiön pöydällä",
            "summary": "Muovaillaan yhdessä pieni kettu savesta tai suolataikinasta. Et tarvitse uunia.",
            "easy_summary": "Teemme ketun savesta. Voit käyttää myös taikinaa. Kaikki voivat osallistua.",
            "cost": "Ei mitään. Tarvikkeetkin voi hakea ilmaiseksi kirjastosta.",
            "who": "Kaikki yli 5-vuotiaat. Alle 10-vuotias aikuisen kanssa.",
            "skill": "Ei. Aloitamme alusta.",
            "needs": "Puhelin tai tietokone, savea tai suolataikinaa ja haarukka.",
            "participation": "Avaat linkin, kun työpaja alkaa. Saat tulla myöhässä ja olla hiljaa.",
            "seen": "Et. Kameran ja mikrofonin saa pitää kiinni.",
            "body": [
                (
                    "materials",
                    {
                        "materials": [
                            {"name": "500 g savea", "substitute": "suolataikina: vehnäjauhoja, suolaa ja vettä"},
                            {"name": "Muovailutikku", "substitute": "haarukka ja hammastikku"},
                        ]
                    },
                ),
                (
                    "steps",
                    {
                        "steps": [
                            {"text": "Pyörittele savesta kananmunan kokoinen pallo.", "picture": None, "alt_text": ""},
                            {"text": "Nipistä korvat ja kuono.", "picture": None, "alt_text": ""},
                            {"text": "Piirrä haarukalla turkki.", "picture": None, "alt_text": ""},
                        ]
                    },
                ),
            ],
        },
        "en": {
            "title": "A clay fox on the kitchen table",
            "summary": "We shape a small fox together, of clay or salt dough. You need no oven.",
            "easy_summary": "We make a fox of clay. You can also use dough. Everyone can take part.",
            "cost": "Nothing. You can also pick the materials up free of charge from the library.",
            "who": "Everyone over 5. Under 10 with an adult.",
            "skill": "No. We start from the beginning.",
            "needs": "A phone or a computer, clay or salt dough, and a fork.",
            "participation": "You open the link when it begins. You may come late and stay silent.",
            "seen": "No. You may keep your camera and microphone off.",
            "body": [
                (
                    "materials",
                    {
                        "materials": [
                            {"name": "500 g of clay", "substitute": "salt dough: wheat flour, salt and water"},
                            {"name": "A modelling tool", "substitute": "a fork and a toothpick"},
                        ]
                    },
                ),
                (
                    "steps",
                    {
                        "steps": [
                            {"text": "Roll a ball of clay the size of an egg.", "picture": None, "alt_text": ""},
                            {"text": "Pinch the ears and the snout.", "picture": None, "alt_text": ""},
                            {"text": "Draw the fur with a fork.", "picture": None, "alt_text": ""},
                        ]
                    },
                ),
            ],
        },
    },
    {
        "kind": "workshop",
        "partner": CLAY,
        "themes": ["p1420"],
        "municipalities": ["mikkeli"],
        "picture": (
            "forest",
            "pots",
            "Savesta tehtyjä ruukkuja metsän reunassa.",
            "Pots of clay at the edge of a forest.",
        ),
        "dates": [(-40, "17:00", "19:00", 10), (-33, "17:00", "19:00", 10)],
        "shared": {"mode": "in_person"},
        "fi": {
            "title": "Ruukkuja pihasavesta",
            "summary": "Kaivetaan savi omasta pihasta ja tehdään siitä ruukku.",
            "cost": "Ei mitään.",
            "who": "Aikuiset.",
            "skill": "Ei tarvitse osata mitään.",
            "needs": "Vaatteet, jotka saavat likaantua.",
            "participation": "Tulet paikalle. Ovi on auki koko ajan.",
            "seen": "Paikalla olijat näkevät toisensa. Ketään ei kuvata.",
        },
    },
    {
        "kind": "workshop",
        "partner": VIRIKE,
        "themes": ["p10066", "p12878"],
        "audiences": ["p5590"],
        "municipalities": ["mikkeli", "mantyharju", "kangasniemi"],
        "picture": ("wool", "yarn", "Kolme lankakerää ja puikot.", "Three balls of yarn and needles."),
        "dates": [(2, "13:00", "14:30", 20), (9, "13:00", "14:30", 20), (16, "13:00", "14:30", 20)],
        "cancelled": 1,
        "shared": {"mode": "both"},
        "fi": {
            "title": "Villasukkapiiri",
            "summary": "Neulotaan ja jutellaan. Voit tulla myös vain kuuntelemaan.",
            "cost": "Ei mitään. Lankaa saa paikan päältä.",
            "who": "Kaikki aikuiset.",
            "skill": "Ei. Neuvomme silmukoiden luomisesta alkaen.",
            "needs": "Puikot ja lankaa, jos sinulla on. Meiltä saa lainaksi.",
            "participation": "Tule paikalle Virikkeelle tai avaa linkki kotona. Myöhästyä saa.",
            "seen": "Verkossa et, jos et halua. Paikalla näemme toisemme.",
        },
        "en": {
            "title": "Woollen sock circle",
            "summary": "We knit and talk. You may also come just to listen.",
            "cost": "Nothing. There is yarn for you.",
            "who": "All adults.",
            "skill": "No. We help from casting on.",
            "needs": "Needles and yarn if you have some. You can borrow ours.",
            "participation": "Come to Virike or open the link at home. Coming late is fine.",
            "seen": "Online only if you like. At Virike we see each other.",
        },
    },
    {
        "kind": "workshop",
        "partner": VIRIKE,
        "themes": ["p695"],
        "audiences": ["p11617"],
        "picture": (
            "paper",
            "brushes",
            "Siveltimiä ja väriläiskiä paperilla.",
            "Brushes and blots of colour on paper.",
        ),
        "shared": {"mode": "own_time", "minimum_age": 13},
        "fi": {
            "title": "Piirrä huoneesi väärin päin",
            "summary": "Kymmenen minuutin piirustustehtävä nuorille. Tee silloin, kun sinulle sopii.",
            "cost": "Ei mitään.",
            "who": "13–20-vuotiaat.",
            "skill": "Ei. Mitä oudompi piirustus, sen parempi.",
            "needs": "Kynä ja paperia. Kuitin takapuolikin käy.",
            "participation": "Lue ohje ja ala piirtää. Kenellekään ei tarvitse ilmoittaa.",
            "seen": "Et.",
        },
    },
    {
        "kind": "event",
        "partner": VIRIKE,
        "themes": ["p15198", "p1808"],
        "audiences": ["p2433"],
        "municipalities": ["puumala"],
        "picture": ("evening", "notes", "Nuotteja iltaruskon edessä.", "Notes in front of an evening sky."),
        "dates": [(5, "14:00", "15:30", None)],
        "shared": {"mode": "in_person", "venue_address": "Keskustie 14, Puumala"},
        "fi": {
            "title": "Yhteislaulua sillankorvassa",
            "summary": "Lauletaan tuttuja lauluja. Sanat saa paperilla, isolla tekstillä.",
            "cost": "Vapaa pääsy.",
            "venue_name": "Puumalan kirjasto",
            "venue_directions": "Ovi on kadun tasolla, sisällä on hissi.",
        },
        "en": {
            "title": "Singing by the bridge",
            "summary": "We sing songs that many know. The words come on paper, in large print.",
            "cost": "Free entry.",
            "venue_name": "Puumala library",
            "venue_directions": "The door is at street level, and there is a lift inside.",
        },
    },
    {
        "kind": "video",
        "partner": CLAY,
        "themes": ["p1420"],
        "languages": ["fi"],
        "picture": ("clay", "pots", "Pehmeää savea kulhoissa.", "Soft clay in bowls."),
        "shared": {
            # The sample that Vimeo itself offers for trying its player.
            "video_address": "https://vimeo.com/76979871",
            "length_minutes": 3,
            "published_on": date(2026, 10, 5),
            "mode": "own_time",
        },
        "fi": {
            "title": "Savi pehmeäksi kolmessa minuutissa",
            "summary": "Näin saat kuivuneen saven taas pehmeäksi. Tarvitset vettä, pyyhkeen ja vähän malttia.",
            "transcript": "Hei! Jos savesi on kuivunut, älä heitä sitä pois.\n\nMurra savi paloiksi ja kaada päälle "
            "vettä. Kääri palat kosteaan pyyhkeeseen ja odota yön yli. Vaivaa savea sitten kuin taikinaa.",
        },
        "en": {
            "title": "Soft clay in three minutes",
            "summary": "How to make dried clay soft again. You need water, a towel and a little patience. In Finnish.",
            "transcript": "Hello! If your clay has dried, do not throw it away.\n\nBreak it into pieces and pour water "
            "over them. Wrap the pieces in a damp towel and wait overnight. Then knead the clay like dough.",
        },
    },
    {
        "kind": "workshop",
        "partner": CLAY,
        "state": "waiting",
        "themes": ["p8631"],
        "picture": ("lake", "brushes", "Siveltimiä ja paperia järven rannalla.", "Brushes and paper by a lake."),
        "dates": [(12, "18:00", "19:00", 8)],
        "fi": {
            "title": "Lyhtyjä lasipurkeista",
            "summary": "Askarrellaan lyhtyjä talven pimeyteen.",
            "cost": "Ei mitään.",
            "who": "Kaikki.",
            "skill": "Ei.",
            "needs": "Lasipurkki, silkkipaperia ja liimaa.",
            "participation": "Avaat linkin, kun työpaja alkaa.",
            "seen": "Et.",
        },
    },
    {
        "kind": "workshop",
        "partner": CLAY,
        "state": "sent_back",
        "comment": "Hieno ajatus! Kerrotko vielä, kuka voi tulla ja mitä savea kotona voi käyttää?",
        "themes": ["p1420"],
        "dates": [(20, "17:00", "18:00", 6)],
        "fi": {
            "title": "Joulukoristeita savesta",
            "summary": "Tehdään koristeita kuuseen.",
            "cost": "Ei mitään.",
            "who": "Kaikki.",
            "skill": "Ei.",
            "needs": "Savea.",
            "participation": "Avaat linkin.",
            "seen": "Et.",
        },
    },
    {
        "kind": "event",
        "partner": CLAY,
        "state": "draft",
        "fi": {
            "title": "Avoimet ovet verstaalla",
            "summary": "Tule katsomaan, miten kulho syntyy.",
            "cost": "Vapaa pääsy.",
        },
    },
]

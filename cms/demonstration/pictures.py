"""Draws the pictures of the demonstration: a lake, its shores, and something made by hand."""

import io
import math
import random

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT = 1280, 800

PALETTES = {
    "clay": ((250, 226, 196), (214, 140, 96), (120, 66, 48), (236, 196, 160)),
    "lake": ((214, 232, 240), (96, 150, 176), (38, 84, 104), (246, 214, 150)),
    "forest": ((232, 238, 214), (122, 158, 110), (46, 86, 62), (244, 196, 120)),
    "evening": ((252, 214, 180), (188, 110, 120), (74, 56, 96), (255, 190, 90)),
    "wool": ((246, 232, 224), (204, 120, 130), (112, 52, 80), (250, 214, 120)),
    "paper": ((252, 244, 226), (226, 176, 70), (80, 96, 120), (216, 104, 72)),
}


def picture(*, palette: str, motif: str, seed: int) -> ContentFile[bytes]:
    """Return a JPEG of 1280 × 800; the same arguments draw the same picture."""
    source = random.Random(seed)
    sky, middle, dark, light = PALETTES[palette]
    image = Image.new("RGB", (WIDTH, HEIGHT), sky)
    draw = ImageDraw.Draw(image)
    for y in range(HEIGHT // 2):
        share = y / (HEIGHT / 2)
        draw.line([(0, y), (WIDTH, y)], fill=_mix(sky, light, share * 0.6))
    sun = source.randint(260, 1000)
    draw.ellipse([sun - 70, 190, sun + 70, 330], fill=_mix(light, (255, 255, 255), 0.35))
    for layer, base in enumerate((360, 400, 430)):
        _ridge(draw, source, base, _mix(middle, sky, 0.55 - 0.25 * layer))
    draw.rectangle([0, 440, WIDTH, HEIGHT], fill=_mix(middle, sky, 0.35))
    for _stroke in range(70):
        x, y = source.randint(-80, WIDTH), source.randint(446, 640)
        length = source.randint(40, 220)
        draw.line([(x, y), (x + length, y)], fill=_mix(sky, middle, source.random() * 0.5), width=source.choice([2, 3]))
    draw.rounded_rectangle([-40, 640, WIDTH + 40, HEIGHT + 60], radius=36, fill=_mix(dark, middle, 0.25))
    draw.rectangle([0, 640, WIDTH, 652], fill=_mix(dark, light, 0.35))
    image = image.filter(ImageFilter.GaussianBlur(1.2))
    _MOTIFS[motif](ImageDraw.Draw(image), source, (middle, dark, light))
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=84)
    return ContentFile(stream.getvalue(), name=f"{motif}-{seed}.jpg")


Colour = tuple[int, int, int]


def _mix(first: Colour, second: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
    return red, green, blue


def _ridge(draw: ImageDraw.ImageDraw, source: random.Random, base: int, colour: Colour) -> None:
    phase = source.random() * 6
    points = [
        (x, base - 46 * math.sin(x / 210 + phase) - 22 * math.sin(x / 71 + phase * 2)) for x in range(0, WIDTH + 20, 20)
    ]
    draw.polygon([(0, 460), *points, (WIDTH, 460)], fill=colour)


def _pots(draw: ImageDraw.ImageDraw, source: random.Random, colours: tuple[Colour, Colour, Colour]) -> None:
    middle, dark, light = colours
    for index, x in enumerate((300, 560, 830)):
        height = source.randint(210, 330)
        wide = source.randint(84, 120)
        top = 700 - height
        colour = (light, _mix(middle, light, 0.3), _mix(dark, light, 0.5))[index]
        draw.ellipse([x - wide, 660, x + wide, 720], fill=_mix(colour, dark, 0.35))
        draw.polygon(
            [
                (x - wide * 0.6, top),
                (x + wide * 0.6, top),
                (x + wide, 560),
                (x + wide * 0.8, 700),
                (x - wide * 0.8, 700),
                (x - wide, 560),
            ],
            fill=colour,
        )
        draw.ellipse([x - wide * 0.6, top - 18, x + wide * 0.6, top + 18], fill=_mix(colour, dark, 0.55))
        draw.line([(x - wide * 0.95, 570), (x + wide * 0.95, 570)], fill=_mix(colour, dark, 0.4), width=8)


def _yarn(draw: ImageDraw.ImageDraw, source: random.Random, colours: tuple[Colour, Colour, Colour]) -> None:
    middle, dark, light = colours
    for x, y, radius, colour in (
        (360, 600, 130, middle),
        (640, 620, 110, light),
        (890, 580, 150, _mix(dark, middle, 0.4)),
    ):
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=colour)
        for _thread in range(12):
            angle = source.randint(0, 180)
            inset = source.randint(6, radius // 2)
            draw.arc(
                [x - radius + inset, y - radius + 6, x + radius - inset, y + radius - 6],
                angle,
                angle + 150,
                fill=_mix(colour, dark, 0.35),
                width=5,
            )
    draw.line([(500, 330), (760, 720)], fill=_mix(light, dark, 0.15), width=12)
    draw.line([(780, 330), (540, 720)], fill=_mix(light, dark, 0.25), width=12)


def _brushes(draw: ImageDraw.ImageDraw, source: random.Random, colours: tuple[Colour, Colour, Colour]) -> None:
    middle, dark, light = colours
    draw.polygon([(300, 740), (980, 740), (930, 520), (350, 520)], fill=(252, 250, 242))
    for _blot in range(9):
        x, y, radius = source.randint(400, 880), source.randint(550, 700), source.randint(18, 48)
        draw.ellipse(
            [x - radius, y - radius * 0.6, x + radius, y + radius * 0.6], fill=source.choice([middle, dark, light])
        )
    for index, x in enumerate((520, 620, 700, 790)):
        draw.line([(x, 640), (x + source.randint(-70, 70), 280)], fill=_mix(dark, light, 0.2 * index), width=14)
        draw.ellipse([x - 16, 610, x + 16, 680], fill=(light, middle, dark, light)[index])


def _notes(draw: ImageDraw.ImageDraw, source: random.Random, colours: tuple[Colour, Colour, Colour]) -> None:
    _middle, dark, light = colours
    for line in range(5):
        draw.line([(200, 520 + line * 34), (1080, 500 + line * 34)], fill=_mix(light, dark, 0.2), width=4)
    for x in range(280, 1040, 130):
        y = source.randint(520, 660)
        draw.ellipse([x - 26, y - 18, x + 26, y + 18], fill=dark)
        draw.line([(x + 22, y), (x + 22, y - 120)], fill=dark, width=8)


def _tree(draw: ImageDraw.ImageDraw, source: random.Random, colours: tuple[Colour, Colour, Colour]) -> None:
    middle, dark, light = colours
    draw.line([(640, 720), (640, 420)], fill=_mix(dark, light, 0.2), width=26)
    for _leaf in range(90):
        angle, distance = source.random() * 6.283, source.random() ** 0.6 * 190
        x, y, radius = 640 + distance * math.cos(angle), 400 + distance * 0.8 * math.sin(angle), source.randint(22, 44)
        draw.ellipse([x - radius, y - radius, x + radius, y + radius], fill=_mix(middle, dark, source.random() * 0.6))
    for _apple in range(14):
        angle, distance = source.random() * 6.283, source.random() * 170
        x, y = 640 + distance * math.cos(angle), 400 + distance * 0.8 * math.sin(angle)
        draw.ellipse([x - 15, y - 15, x + 15, y + 15], fill=(206, 70, 52))


_MOTIFS = {"pots": _pots, "yarn": _yarn, "brushes": _brushes, "notes": _notes, "tree": _tree}

"""Loads keywords, municipalities and languages from catalogue/data/."""

from django.db import migrations

from programme.catalogue.vocabularies import load


def load_vocabularies(apps, schema_editor):
    load(
        keyword_model=apps.get_model("catalogue", "Keyword"),
        municipality_model=apps.get_model("catalogue", "Municipality"),
        language_model=apps.get_model("catalogue", "SpokenLanguage"),
    )


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0002_initial")]

    operations = [migrations.RunPython(load_vocabularies, migrations.RunPython.noop)]

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Count


def count(apps: Any, schema_editor: Any) -> None:
    released = apps.get_model("participation", "Announcement").objects.filter(released_at__isnull=False)
    numbers = released.order_by().values_list("partner").annotate(Count("pk"))
    model = apps.get_model("participation", "ReleasedMessages")
    model.objects.bulk_create([model(partner_id=partner, number=number) for partner, number in numbers])


class Migration(migrations.Migration):
    dependencies = [
        ("participation", "0006_photographs"),
        ("partners", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ReleasedMessages",
            fields=[
                (
                    "partner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="partners.partner",
                        verbose_name="partner",
                    ),
                ),
                ("number", models.PositiveIntegerField(default=0, verbose_name="number")),
            ],
            options={
                "verbose_name": "messages that went out",
                "verbose_name_plural": "messages that went out",
            },
        ),
        migrations.RunPython(count, migrations.RunPython.noop, elidable=True),
    ]

"""The row behind `home.content_version`."""

from django.db import models


class ContentVersion(models.Model):
    """One row. Its number rises with every public change."""

    number = models.PositiveBigIntegerField(default=1)

    def __str__(self) -> str:
        return str(self.number)

"""The columns that the page needs, of tables that the real site made."""

from django.db import models


class StockSchool(models.Model):
    name = models.CharField(max_length=120)
    city = models.CharField(max_length=60)
    state = models.CharField(max_length=2)
    sector = models.CharField(max_length=10)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    status = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = "schools_school"

    def __str__(self) -> str:
        return self.name


class StockProgram(models.Model):
    school = models.ForeignKey(StockSchool, models.PROTECT)
    title = models.CharField(max_length=160)
    award_level = models.CharField(max_length=20)
    field = models.CharField(max_length=20)
    study_mode = models.CharField(max_length=8)
    price_resident = models.PositiveIntegerField(null=True)
    price_nonresident = models.PositiveIntegerField(null=True)
    price_year = models.CharField(max_length=7)
    months_low = models.PositiveSmallIntegerField(null=True)
    months_high = models.PositiveSmallIntegerField(null=True)
    awards_latest = models.PositiveIntegerField(null=True)
    awards_previous = models.PositiveIntegerField(null=True)
    awards_earlier = models.PositiveIntegerField(null=True)
    is_dormant = models.BooleanField()
    status = models.CharField(max_length=12)

    class Meta:
        managed = False
        db_table = "schools_program"

    def __str__(self) -> str:
        return self.title

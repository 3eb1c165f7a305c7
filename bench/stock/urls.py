from django.urls import path
from stock.views import StockPrograms

urlpatterns = [path("schools/", StockPrograms.as_view())]

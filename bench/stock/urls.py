from django.urls import path
from stock.views import Programs

urlpatterns = [path("schools/", Programs.as_view())]

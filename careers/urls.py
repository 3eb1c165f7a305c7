from django.urls import path

from careers.pages import views

app_name = "careers"

urlpatterns = [
    path("careers/", views.careers, name="list"),
    path("careers/pay/", views.pay, name="pay"),
    path("careers/compare/", views.compare, name="compare"),
    path("careers/assessment/", views.assessment, name="assessment"),
    path("careers/<slug:slug>/", views.career, name="career"),
    path("credentials/", views.credentials, name="credentials"),
    path("credentials/accreditation/", views.accreditation, name="accreditation"),
    path("credentials/<slug:slug>/", views.credential, name="credential"),
    path("sources/", views.sources, name="sources"),
]

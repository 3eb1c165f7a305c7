"""Accounts at the desk: somebody who leaves is deactivated and never deleted."""

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.models import User
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django_otp.plugins.otp_totp.models import TOTPDevice

from editorial.signin.second_factor import forget

admin.site.unregister(User)


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = [
        "username",
        "first_name",
        "last_name",
        "is_active",
        "is_staff",
        "has_second_factor",
        "last_login",
    ]
    list_filter = ["is_active", "is_staff", "groups"]
    actions = ["deactivate", "forget_second_factor"]

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        """What somebody did stays theirs; nobody signs in with an account that is not active."""
        return False

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        return super().get_queryset(request).annotate(second=Exists(devices))

    @admin.display(boolean=True, description="second factor")
    def has_second_factor(self, user: User) -> bool:
        return user.second

    @admin.action(description="Deactivate: they can no longer sign in")
    def deactivate(self, request: HttpRequest, chosen: QuerySet) -> None:
        others = chosen.exclude(pk=request.user.pk)
        for user in others:
            user.is_active = False
            user.save(update_fields=["is_active"])
            self.log_change(request, user, "Deactivated.")
        messages.success(request, f"Deactivated: {len(others)}")

    @admin.action(description="Second factor lost: let them set up a new one")
    def forget_second_factor(self, request: HttpRequest, chosen: QuerySet) -> None:
        for user in chosen:
            forget(user)
            self.log_change(request, user, "Second factor taken away.")
        messages.success(
            request, f"They set up a new one when they sign in: {len(chosen)}"
        )

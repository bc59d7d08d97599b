"""Every audience's pages and menu, in one list; audiences do not know each other."""

from collections.abc import Sequence

from flask import Blueprint

from pakn.web.account import navigation as account_navigation
from pakn.web.account import passwords
from pakn.web.account import routes as account
from pakn.web.admin import (
    account_acts,
    accounts,
    agencies,
    agency_acts,
    deliveries,
    grounds,
    notice_texts,
    organisations,
    outages,
    parameters,
    schedules,
    suggesters,
    working_calendar,
)
from pakn.web.admin import navigation as admin_navigation
from pakn.web.admin import routes as admin
from pakn.web.agency import files as agency_files
from pakn.web.agency import navigation as agency_navigation
from pakn.web.agency import routes as agency
from pakn.web.agency import slips as agency_slips
from pakn.web.audit import navigation as audit_navigation
from pakn.web.audit import routes as audit
from pakn.web.council import navigation as council_navigation
from pakn.web.council import routes as council
from pakn.web.menus import MenuItem
from pakn.web.public import adding_routes as adding
from pakn.web.public import attachment_routes as attachments
from pakn.web.public import draft_routes as drafting
from pakn.web.public import filing_routes as filing
from pakn.web.public import following_routes as following
from pakn.web.public import recovering_routes as recovering
from pakn.web.public import routes as public
from pakn.web.public import similar_routes as similar
from pakn.web.reports import navigation as reports_navigation
from pakn.web.reports import routes as reports
from pakn.web.reports import summary
from pakn.web.standing import navigation as standing_navigation
from pakn.web.standing import routes as standing
from pakn.web.taskforce import navigation as taskforce_navigation
from pakn.web.taskforce import routes as taskforce

BLUEPRINTS: Sequence[Blueprint] = (
    public.blueprint,
    filing.blueprint,
    attachments.blueprint,
    drafting.blueprint,
    similar.blueprint,
    following.blueprint,
    adding.blueprint,
    recovering.blueprint,
    account.blueprint,
    passwords.blueprint,
    standing.blueprint,
    agency.blueprint,
    agency_files.blueprint,
    agency_slips.blueprint,
    taskforce.blueprint,
    council.blueprint,
    reports.blueprint,
    summary.blueprint,
    audit.blueprint,
    admin.blueprint,
    outages.blueprint,
    working_calendar.blueprint,
    parameters.blueprint,
    grounds.blueprint,
    notice_texts.blueprint,
    accounts.blueprint,
    account_acts.blueprint,
    agencies.blueprint,
    agency_acts.blueprint,
    organisations.blueprint,
    deliveries.blueprint,
    schedules.blueprint,
    suggesters.blueprint,
)

MENUS: Sequence[MenuItem] = (
    *standing_navigation.MENU,
    *agency_navigation.MENU,
    *taskforce_navigation.MENU,
    *standing_navigation.LETTERS,
    *council_navigation.MENU,
    *reports_navigation.MENU,
    *audit_navigation.MENU,
    *standing_navigation.AFTER_AUDIT,
    *admin_navigation.MENU,
    *account_navigation.MENU,
)

"""`python -m pakn petitions import`: filing a table on behalf of an organisation."""

from argparse import ArgumentParser, Namespace
from dataclasses import asdict
from pathlib import Path
from typing import Any

from models.queries.people import roles_of, user_by_name
from pakn.adapters.tables import UnreadableTable, read_table, readable
from pakn.cli.output import BadArgument, CommandFailed, emit
from pakn.cli.program import opened_with_reference
from pakn.composition import System, new_request_id
from pakn.labels import label
from pakn.rules.permissions import Permission, may
from pakn.rules.states import Role
from pakn.services.accounts import actor_of
from pakn.services.context import SYSTEM, Actor, InvalidInput
from pakn.services.import_rows import NoOrganisation
from pakn.services.importing import ImportResult, import_petitions


def configure(parser: ArgumentParser) -> None:
    """The commands of this area."""
    acts = parser.add_subparsers(required=True, metavar="COMMAND")
    command = acts.add_parser("import", help="gửi các dòng của một tệp, thay mặt một hiệp hội")
    command.add_argument("file", metavar="FILE.(xlsx|csv|jsonl)", type=Path)
    command.add_argument("--as", dest="user", metavar="USER", required=True, help="tên đăng nhập")
    command.set_defaults(act=_import)


def _import(arguments: Namespace) -> int:
    if not arguments.file.is_file():
        raise BadArgument(f"{arguments.file}: no such file")
    if not readable(arguments.file):
        raise BadArgument(f"{arguments.file}: not .xlsx, .csv or .jsonl")
    with opened_with_reference() as system:
        actor = _importer(system, arguments.user)
        emit(_shown(_filed(system, actor, arguments.file)))
    return 0


def _filed(system: System, actor: Actor, path: Path) -> ImportResult:
    request_id = new_request_id()
    try:
        return import_petitions(
            lambda: system.acting(actor, request_id=request_id), read_table(path)
        )
    except UnreadableTable as error:
        raise CommandFailed(f"Không đọc được tệp: {error}", f"Cannot read {path}.") from error
    except NoOrganisation as error:
        raise CommandFailed(
            f"Tài khoản {actor.name} không thuộc hiệp hội nào.",
            "This account belongs to no organisation on whose behalf it could file.",
        ) from error
    except InvalidInput as error:
        raise CommandFailed(
            "Hiệp hội chưa có số điện thoại hoặc thư điện tử để liên hệ.",
            f"The organisation cannot be a sender: {error}",
        ) from error


def _importer(system: System, username: str) -> Actor:
    """The person, in the first role held today that may import for an organisation."""
    ctx = system.viewing(SYSTEM)
    user = user_by_name(ctx.session, username.strip().lower())
    if user is None or not user.active:
        raise CommandFailed(f"Không có tài khoản {username}.", f"There is no account {username}.")
    for role in map(Role, roles_of(ctx.session, user.id, ctx.today)):
        if may(role, Permission.PETITION_IMPORT_COUNCIL):
            return actor_of(user, role)
    raise CommandFailed(
        f"Tài khoản {username} không có vai trò được nhập thay mặt hiệp hội.",
        f"The account {username} has no role that may import for an organisation.",
    )


def _shown(result: ImportResult) -> dict[str, Any]:
    """The result as JSON, each error with its sentence."""
    errors = [
        {**asdict(error), "message": label(f"field_error.{error.code}")} for error in result.errors
    ]
    return {
        "read": result.read,
        "filed": result.filed,
        "repeated": result.repeated,
        "errors": errors,
    }

"""The command line: finds the area, hands over, and turns failures into messages and statuses."""

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from sqlalchemy.exc import DBAPIError

from pakn.cli.output import BadArgument, CommandFailed, say
from pakn.settings import UnsafeSettings

# Area → module and what it is for. Only the module of the area asked for is imported: the server
# processes must not carry the classifier, and `serve` has to be quick.
_AREAS: dict[str, tuple[str, str]] = {
    "serve": ("serve", "chạy cả hệ thống (như make run)"),
    "web": ("processes", "chạy riêng máy chủ trang web"),
    "worker": ("processes", "chạy riêng tiến trình công việc nền"),
    "tick": ("processes", "chạy riêng tiến trình theo lịch"),
    "redis": ("processes", "chạy riêng Redis kèm theo"),
    "db": ("database", "cơ sở dữ liệu: upgrade, downgrade, seed, revision"),
    "routing": ("routing", "gợi ý thẩm quyền: suggest, evaluate, train, models, promote"),
    "petitions": ("petitions", "nhập phản ánh, kiến nghị từ tệp"),
    "calendar": ("due_dates", "tính hạn theo lịch làm việc"),
    "agencies": ("agencies", "tìm cơ quan hiện nay theo tên cũ, mới, viết tắt"),
    "reports": ("reports", "tổng hợp báo cáo kỳ: số liệu, tệp .docx và .csv"),
    "jobs": ("jobs", "chạy mọi việc đến hạn tại một thời điểm"),
    "backup": ("backups", "sao lưu cơ sở dữ liệu và tệp vào một tệp"),
    "restore": ("backups", "khôi phục từ một tệp sao lưu"),
    "audit": ("audit", "kiểm tra nhật ký có bị sửa hay không"),
    "docs": ("documents", "in các bảng của tài liệu từ chính chương trình"),
}


def main(argv: Sequence[str]) -> int:
    """Run one command.

    Args:
        argv: the arguments after the program's name.

    Returns:
        the exit status: 0, or 1 with a message on standard error; bad arguments leave through
        `SystemExit` with status 2, as argparse does.
    """
    _speak_utf8()
    parser = _parser(argv)
    arguments = parser.parse_args(argv)
    try:
        status: int = arguments.act(arguments)
    except BadArgument as error:
        parser.error(str(error))
    except CommandFailed as error:
        say(str(error))
        return 1
    except UnsafeSettings as error:
        say(f"Cấu hình chưa dùng được: {error}\nThe settings cannot be used: {error}")
        return 1
    except DBAPIError as error:
        say(f"Lỗi cơ sở dữ liệu: {error.orig}\nThe database refused: {error.orig}")
        return 1
    except BrokenPipeError:
        # Whoever read the output stopped early (`| head`); Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except KeyboardInterrupt:
        return 130
    return status


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m pakn", description=__doc__)
    areas = parser.add_subparsers(dest="area", required=True, metavar="AREA")
    for name, (module, purpose) in _AREAS.items():
        area = areas.add_parser(name, help=purpose, description=purpose)
        if name in argv[:1]:
            import_module(f"pakn.cli.{module}").configure(area)
    return parser


def _speak_utf8() -> None:
    """Vietnamese in and out whatever the locale says."""
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "strict"), (sys.stderr, "replace")):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors=errors)

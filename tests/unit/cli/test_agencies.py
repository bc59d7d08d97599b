from tests.unit.cli.conftest import CommandLine


def test_an_old_ministry_gives_todays(pakn: CommandLine) -> None:
    answer = pakn("agencies", "resolve", "Bộ Tài nguyên và Môi trường").json
    assert answer["agency"] == "BNNMT"
    assert answer["name"] == "Bộ Nông nghiệp và Môi trường"


def test_the_day_asked_about_decides(pakn: CommandLine) -> None:
    asked = ("agencies", "resolve", "Bộ Tài nguyên và Môi trường", "--on", "2024-06-01")
    assert pakn(*asked).json["agency"] != "BNNMT"


def test_a_field_chooses_among_successors(pakn: CommandLine) -> None:
    asked = ("agencies", "resolve", "Bộ Thông tin và Truyền thông")
    assert pakn(*asked).json["agency"] == "BKHCN"
    assert pakn(*asked, "--field", "báo chí").json["agency"] == "BVHTTDL"


def test_many_names_come_one_a_line(pakn: CommandLine) -> None:
    outcome = pakn("agencies", "resolve", "-", stdin="Huyện Củ Chi\nkhông có gì\n")
    first, second = outcome.json_lines
    assert (first["agency"], first["note"], first["province"]) == (
        "UBND-79",
        "former_district",
        "79",
    )
    assert (second["agency"], second["candidates"], second["note"]) == (None, [], "unknown")

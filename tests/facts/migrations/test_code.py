"""Migrations that are program code."""

import pytest

from tests.facts.migrations.build import APP, django, edit, new, sample, told

KNEX = """
exports.up = (knex) => knex.schema
  .alterTable("a", (t) => { t.string("b"); t.dropColumn("c"); })
  .createTable("d", (t) => { t.increments("id"); });
exports.down = (knex) => knex.schema.dropTable("d");
"""
TYPEORM = """
export class Add1700 implements MigrationInterface {
  public async up(queryRunner: QueryRunner): Promise<void> {
    await queryRunner.addColumn("a", new TableColumn({ name: "b", type: "int", isNullable: true }));
    await queryRunner.createTable(new Table({ name: "d", columns: [{ name: "id", type: "int" }] }));
    await queryRunner.query(`DROP TABLE c`);
  }
  public async down(queryRunner: QueryRunner): Promise<void> {}
}
"""
LARAVEL = """<?php
return new class extends Migration {
    public function up(): void {
        Schema::table('a', function (Blueprint $table) { $table->dropColumn(['b', 'c']); });
    }
};
"""
PYTHON = '''
def run_create(cur, database_engine):
    sql = """
    UPDATE a
    SET b = 1
    """
    cur.execute(sql)  # DROP TABLE z
'''
JOINED = 'up: (queryInterface) => queryInterface.sequelize.query("ALTER TABLE a " + "DROP COLUMN b")'


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (
            "migrations/20200101_x.js",
            KNEX,
            [
                "adds the column `a.b` (`string`, nullable)",
                "drops the column `a.c`; its data is lost",
                "creates the table `d`",
            ],
        ),
        (
            "src/migrations/1700-Add.ts",
            TYPEORM,
            [
                "adds the column `a.b` (`int`, nullable)",
                "creates the table `d`",
                "drops the table `c`; its data is lost",
            ],
        ),
        (
            "database/migrations/2026_01_01_000000_x.php",
            LARAVEL,
            ["drops the column `a.b`; its data is lost", "drops the column `a.c`; its data is lost"],
        ),
        ("db/schema/main/delta/78/01_x.py", PYTHON, ["updates rows of `a`"]),
        ("migrations/20200101_x.js", "queryInterface; " + JOINED, ["drops the column `a.b`; its data is lost"]),
    ],
)
def test_code_is_read_by_its_calls_and_its_sql(path: str, text: str, said: list[str]) -> None:
    assert sorted(told(new(path, text))) == sorted(said)


def test_what_is_appended_to_a_list_of_migrations_is_new_and_what_differs_is_edited() -> None:
    old = sample("code/migrations.go")
    text = (
        old.replace("md5(name)", "sha256(name)").removesuffix("}\n") + "\tf(`ALTER TABLE users DROP COLUMN name`),\n}\n"
    )
    findings = edit("internal/database/migrations.go", old, text)
    assert [finding.kind for finding in findings] == ["migration.file", "migration.drop_column", "migration.edited"]
    assert findings[1].text == (
        "New code in `internal/database/migrations.go` drops the column `users.name`; its data is lost."
    )
    assert findings[2].text.endswith("it differs where it adds the index `users_name_idx` on `users`.")


def test_of_a_diff_file_an_edit_is_told_but_not_compared() -> None:
    old = django('migrations.RemoveField("a", "b")')
    (finding,) = edit(APP, old, old.replace('"b"', '"c"'), origin="diff")
    assert finding.text.endswith("were not compared: its whole text is not known.")
    assert edit(APP, old, "import os\n" + old.replace(",\n    ]", "\n    ]"), origin="diff") == []


def test_of_a_diff_file_appended_migrations_are_read_from_the_hunk() -> None:
    old = sample("code/migrations.go")
    text = old.replace(
        "\tfunc(tx *sql.Tx) (err error) {\n\t\t_, err",
        "\tf(`\n\t\tDROP TABLE carts;\n\t`),\n\tfunc(tx *sql.Tx) (err error) {\n\t\t_, err",
    )
    findings = edit("internal/database/migrations.go", old, text, origin="diff")
    assert [finding.kind for finding in findings] == ["migration.file", "migration.drop_table"]
    assert findings[1].evidence == ("F1.h1",)

using Lakehouse.Project;
using Lakehouse.Transform.Checks;
using Lakehouse.Transform.Models;

namespace Lakehouse.Transform.Tests.Models;

public sealed class ModelReaderTests
{
    private const string Sound =
        """
        /*---
        model: gold.win_loss
        kind: by_key
        grain: [seller_id, day]
        key: [Seller_ID]
        tags: [pipeline]
        owner: revops
        description: Won and lost.
        columns:
          - {name: seller_id, type: string, description: Who sold.}
          - {name: day, type: date}
          - {name: won, type: "decimal(19,4)"}
        checks:
          - unique: [seller_id, day]
          - not_null: [day]
            severity: warn
          - accepted_values: {column: seller_id, values: [a, b]}
          - relationship: {column: seller_id, to: silver.seller}
          - row_count_between: {min: 1, max: 10}
          - sql: select * from this where won < 0
            name: no_negative_won
        ---*/

        select 1
        """;

    [Fact]
    public void A_header_is_read_whole()
    {
        Model model = Read(Sound);

        Assert.Equal("gold.win_loss", model.Name.ToString());
        Assert.Equal(ModelKind.ByKey, model.Kind);
        Assert.Equal(["seller_id", "day"], model.Grain);
        Assert.Equal(["seller_id"], model.Key);
        Assert.Equal(["seller_id", "day", "won"], model.Columns.Select(column => column.Name));
        Assert.Equal("decimal(19,4)", model.Columns[2].Type.ToSql());
        Assert.Equal(["pipeline"], model.Tags);
        Assert.Equal(
            [
                "unique_seller_id_day", "not_null_day", "accepted_values_seller_id", "relationship_seller_id", "row_count_between",
                "no_negative_won", "key", "key_not_null",
            ],
            model.Checks.Select(check => check.Name));
        Assert.Equal(CheckSeverity.Warn, model.Checks[1].Severity);
    }

    [Fact]
    public void Sql_keeps_the_line_numbers_of_its_file()
    {
        string[] lines = Read(Sound).Sql.Split('\n');

        int line = Sound.Split('\n').ToList().IndexOf("select 1");
        Assert.Equal("select 1", lines[line]);
        Assert.All(lines[..line], blank => Assert.Equal(string.Empty, blank));
    }

    [Theory]
    [InlineData("select 1", "LH4001", "1:1")]
    [InlineData("/*---\nmodel: gold.a\nselect 1", "LH4001", "1:1")]
    [InlineData("/*---\nmodel: [gold.a\n---*/\nselect 1", "LH4002", "3:1")]
    [InlineData("/*---\nmodel: gold.a\nmodel: gold.b\n---*/\nselect 1", "LH4002", "3:")]
    [InlineData("/*---\n- a\n---*/\nselect 1", "LH4002", "2:1")]
    [InlineData("/*---\nmodel: gold.a\nkinds: full\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4003", "3:1")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: a\n---*/\nselect 1", "LH4004", "3:10")]
    [InlineData("/*---\nmodel: gold.a\n---*/\nselect 1", "LH4005", "2:1")]
    [InlineData("/*---\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4005", "2:1")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: varchar2}]\n---*/\nselect 1", "LH4006", "3:27")]
    [InlineData("/*---\nmodel: silver.a\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4008", "2:8")]
    [InlineData("/*---\nmodel: Gold.a\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4008", "2:8")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}, {name: A, type: int}]\n---*/\nselect 1", "LH4009", "3:")]
    [InlineData("/*---\nmodel: gold.a\ngrain: [b]\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4010", "3:8")]
    [InlineData("/*---\nmodel: gold.a\nkind: incremental\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4011", "3:7")]
    [InlineData("/*---\nmodel: gold.a\nkind: by_key\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4012", "2:1")]
    [InlineData("/*---\nmodel: gold.a\nkind: by_period\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4012", "2:1")]
    [InlineData("/*---\nmodel: gold.a\nkey: a\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4012", "3:6")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}]\n---*/\n ;\n", "LH4013", "4:1")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}]\nchecks: [{name: x}]\n---*/\nselect 1", "LH4014", "4:")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}]\nchecks: [{unique: a, not_null: a}]\n---*/\nselect 1", "LH4014", "4:")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}]\nchecks: [{unique: a, severity: bad}]\n---*/\nselect 1", "LH4014", "4:")]
    [InlineData("/*---\nmodel: gold.a\ncolumns: [{name: a, type: int}]\nchecks: [{unique: a}, {unique: a}]\n---*/\nselect 1", "LH4015", "4:")]
    [InlineData("/*---\nmodel: gold.a\nengine: oracle\ncolumns: [{name: a, type: int}]\n---*/\nselect 1", "LH4016", "3:9")]
    public void A_fault_names_its_code_line_and_column(string text, string code, string place)
    {
        TransformException fault = Assert.Throws<TransformException>(() => Read(text));

        Assert.Equal(code, fault.Code);
        Assert.Contains($"/p/sql/gold/a.sql:{place}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_key_names_the_known_ones_and_the_nearest()
    {
        TransformException fault = Assert.Throws<TransformException>(() =>
            Read("/*---\nmodel: gold.a\nkinds: full\ncolumns: [{name: a, type: int}]\n---*/\nselect 1"));

        Assert.Equal(
            "LH4003: found the key 'kinds' at /p/sql/gold/a.sql:3:1, expected one of model, kind, grain, key, period, tags, owner, "
            + "description, engine, columns, checks. Did you mean 'kind'?",
            fault.Message);
    }

    [Fact]
    public void A_description_with_an_unquoted_comma_says_what_to_do()
    {
        TransformException fault = Assert.Throws<TransformException>(() =>
            Read("/*---\nmodel: gold.a\ncolumns:\n  - {name: a, type: int, description: The year, by its end.}\n---*/\nselect 1"));

        Assert.Equal("LH4003", fault.Code);
        Assert.Equal("Put a text that has a comma in quotes.", fault.NextStep);
    }

    private static Model Read(string text) => ModelReader.Read(new ProjectFile("sql/gold/a.sql", "/p/sql/gold/a.sql", IsOverride: false), text);
}

using Lakehouse.Cli.Output;

namespace Lakehouse.Cli.Tests.Output;

public sealed class TableLayoutTests
{
    [Fact]
    public void Texts_stand_left_and_numbers_right_with_their_points_below_one_another() =>
        Assert.Equal(
            """
            stage   amount   count
            -----  -------  ------
            OPEN   1234.5        7
            WON       0.25  123456
            TOTAL    -1        -10
            LOST      null    null
            """,
            Text(
                width: null,
                [new("stage"), new("amount", IsNumber: true), new("count", IsNumber: true)],
                ["OPEN", "1234.5", "7"],
                ["WON", "0.25", "123456"],
                ["TOTAL", "-1", "-10"],
                ["LOST", "null", "null"]));

    [Fact]
    public void A_table_without_rows_has_its_headings() =>
        Assert.Equal("stage  count\n-----  -----", Text(width: null, [new("stage"), new("count", IsNumber: true)]));

    [Fact]
    public void Wide_characters_take_two_cells_and_marks_none() =>
        Assert.Equal(
            "name      n\n--------  -\n株式会社  1\nCafe\u0301      2\nGmbH      3",
            Text(width: null, [new("name"), new("n", IsNumber: true)], ["株式会社", "1"], ["Cafe\u0301", "2"], ["GmbH", "3"]));

    [Fact]
    public void Columns_that_do_not_fit_are_named_and_no_line_is_wider_than_the_terminal()
    {
        LaidOutTable table = TableLayout.Of(
            [new("first"), new("second"), new("third"), new("x")],
            [["aaaaaaaaaa", "bbbbbbbbbb", "cccccccccc", "d"]],
            width: 25);

        Assert.Equal(["third", "x"], table.HiddenColumns);
        Assert.All(table.Lines, line => Assert.True(TextWidth.Of(line.ToPlainText()) <= 25));
    }

    [Fact]
    public void Nothing_is_cut_where_nobody_looks_at_a_screen()
    {
        string text = new('a', 500);
        Assert.Contains(text, Text(width: null, [new("text")], [text]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_long_text_is_cut_on_a_terminal_and_a_number_never()
    {
        LaidOutTable table = TableLayout.Of(
            [new("text"), new("number", IsNumber: true)],
            [[new string('a', 100), new string('9', 60)]],
            width: 120);

        Assert.Empty(table.HiddenColumns);
        Assert.Equal($"{new string('a', 47)}…  {new string('9', 60)}", table.Lines[2].ToPlainText());
    }

    [Theory]
    [InlineData("株式会社", 5, "株式…")]
    [InlineData("株式会社", 4, "株…")]
    [InlineData("abc", 3, "abc")]
    [InlineData("abcd", 3, "ab…")]
    [InlineData("👩‍👩‍👧 family", 4, "👩‍👩‍👧…")]
    public void A_text_is_cut_between_characters(string text, int cells, string expected)
    {
        string cut = TextWidth.Fit(text, cells);
        if (text[0] == '株' || text[0] == 'a')
        {
            Assert.Equal(expected, cut);
        }

        Assert.True(TextWidth.Of(cut) <= cells);
        Assert.False(char.IsHighSurrogate(cut[^1]));
    }

    private static string Text(int? width, TableColumn[] columns, params string[][] rows) =>
        string.Join('\n', TableLayout.Of(columns, rows, width).Lines.Select(line => line.ToPlainText()));
}

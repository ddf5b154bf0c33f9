using DuckDB.NET.Data;
using DuckDB.NET.Native;

namespace Lakehouse.Engine.Tests.DuckDb;

/// <summary>What DuckDB.NET and these bindings do, where the engine relies on it or stands in front of it.</summary>
public sealed class DuckDbNetTests
{
    // The reason for CheckedAppender: when this test fails, DuckDB.NET checks by itself.
    [Fact]
    public void The_bare_appender_writes_numbers_of_another_width_wrongly_without_a_word()
    {
        using DuckDBConnection connection = Open();
        Run(connection, "create table t (i bigint, j bigint)");

        using (global::DuckDB.NET.Data.DuckDBAppender appender = connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendValue((long?)-1).AppendValue((long?)-1).EndRow();
            appender.CreateRow().AppendValue((int?)42).AppendValue((int?)42).EndRow();
        }

        Assert.NotEqual("42|42", Text(connection, "select i || '|' || j from t limit 1 offset 1"));
    }

    [Fact]
    public void The_native_library_is_the_pinned_version()
    {
        Assert.Equal("v1.5.6", NativeMethods.Startup.DuckDBLibraryVersion());
    }

    [Theory]
    [InlineData("1970-01-01", 0)]
    [InlineData("1969-12-31", -1)]
    [InlineData("2000-02-29", 11016)]
    [InlineData("1900-02-28", -25509)]
    [InlineData("0001-01-01", -719162)]
    [InlineData("9999-12-31", 2932896)]
    public void Days_are_those_of_the_calendar(string day, int number)
    {
        DuckDBDateOnly date = DuckDBDateOnly.FromDuckDBDate(new DuckDBDate { Days = number });

        Assert.Equal(day, date.ToString());
        Assert.Equal(number, date.ToDuckDBDate().Days);
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(-int.MaxValue)]
    [InlineData(int.MinValue)]
    public void Days_beyond_the_calendar_have_a_date_too(int number)
    {
        Assert.Equal(number, DuckDBDateOnly.FromDuckDBDate(new DuckDBDate { Days = number }).ToDuckDBDate().Days);
    }

    [Theory]
    [InlineData(-1, "1969-12-31 23:59:59.999999")]
    [InlineData(0, "1970-01-01 00:00:00.000000")]
    [InlineData(1_700_000_000_123_456, "2023-11-14 22:13:20.123456")]
    [InlineData(-86_400_000_000, "1969-12-31 00:00:00.000000")]
    public void Instants_are_taken_apart_and_put_together(long micros, string text)
    {
        DuckDBTimestamp instant = DuckDBTimestamp.FromDuckDBTimestampStruct(
            new DuckDBTimestampStruct { Micros = micros }
        );

        Assert.Equal(text, instant.ToString());
        Assert.Equal(micros, instant.ToDuckDBTimestampStruct().Micros);
    }

    [Fact]
    public void Every_day_of_four_centuries_agrees_with_the_framework()
    {
        int epoch = new DateOnly(1970, 1, 1).DayNumber;
        for (DateOnly day = new(1700, 1, 1); day.Year < 2101; day = day.AddDays(1))
        {
            Assert.Equal(day, (DateOnly)DuckDBDateOnly.FromDuckDBDate(new DuckDBDate { Days = day.DayNumber - epoch }));
        }
    }

    [Fact]
    public void A_parameter_keeps_its_value_whatever_its_type()
    {
        using DuckDBConnection connection = Open();
        object[] values =
        [
            42,
            42L,
            (short)42,
            1.5,
            1.10m,
            decimal.MaxValue,
            true,
            "it's \0 Öl 🎯",
            new DateOnly(2024, 2, 29),
            Guid.Parse("12345678-1234-1234-1234-123456789abc"),
            System.Numerics.BigInteger.Pow(2, 100),
        ];

        foreach (object value in values)
        {
            using DuckDBCommand command = connection.CreateCommand();
            command.CommandText = "select $1";
            command.Parameters.Add(new DuckDBParameter(value));

            Assert.Equal(value, command.ExecuteScalar());
        }
    }

    private static DuckDBConnection Open()
    {
        var connection = new DuckDBConnection("DataSource=:memory:");
        connection.Open();
        return connection;
    }

    private static void Run(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static string Text(DuckDBConnection connection, string sql)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        return (string)command.ExecuteScalar()!;
    }
}

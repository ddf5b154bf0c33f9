using System.Globalization;
using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Partitions;
using Lakehouse.Delta.Schema;

namespace Lakehouse.Delta.Tests.Partitions;

public sealed class PartitionValueTests
{
    [Theory]
    [InlineData("string", "US/East 10%", "US/East 10%")]
    [InlineData("string", " ", " ")]
    [InlineData("long", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("int", "007", "7")]
    [InlineData("short", "-32768", "-32768")]
    [InlineData("byte", "-128", "-128")]
    [InlineData("boolean", "TRUE", "true")]
    [InlineData("boolean", "false", "false")]
    [InlineData("double", "1", "1.0")]
    [InlineData("double", "1.7976931348623157E308", "1.7976931348623157E308")]
    [InlineData("double", "2.2250738585072014E-308", "2.2250738585072014E-308")]
    [InlineData("double", "-0.0", "0.0")]
    [InlineData("double", "0.001", "0.001")]
    [InlineData("double", "1234567.5", "1234567.5")]
    [InlineData("double", "10000000", "1.0E7")]
    [InlineData("double", "0.0001", "1.0E-4")]
    [InlineData("double", "NaN", "NaN")]
    [InlineData("double", "-Infinity", "-Infinity")]
    [InlineData("float", "3.4028235E38", "3.4028235E38")]
    [InlineData("float", "0.1", "0.1")]
    [InlineData("decimal(38,18)", "0", "0.000000000000000000")]
    [InlineData(
        "decimal(38,2)",
        "-123456789012345678901234567890123456.7",
        "-123456789012345678901234567890123456.70"
    )]
    [InlineData("decimal(10,2)", "1.5E+3", "1500.00")]
    [InlineData("decimal(5,0)", "12.000", "12")]
    [InlineData("date", "0001-01-01", "0001-01-01")]
    [InlineData("date", "9999-12-31", "9999-12-31")]
    [InlineData("timestamp", "2024-06-15 19:30:45", "2024-06-15T19:30:45.000000Z")]
    [InlineData("timestamp", "2024-06-15 19:30:45.123456", "2024-06-15T19:30:45.123456Z")]
    [InlineData("timestamp", "2024-06-15T19:30:45.5Z", "2024-06-15T19:30:45.500000Z")]
    [InlineData("timestamp", "2024-06-15T19:30:45+02:00", "2024-06-15T17:30:45.000000Z")]
    [InlineData("timestamp_ntz", "2024-06-15T19:30:45", "2024-06-15 19:30:45")]
    [InlineData("timestamp_ntz", "2024-06-15 19:30:45.1", "2024-06-15 19:30:45.100000")]
    [InlineData("binary", "héllo", "héllo")]
    public void A_text_has_one_spelling(string type, string text, string expected) =>
        Assert.Equal(expected, PartitionValue.Normalize(text, DataType.Parse(type)));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("__HIVE_DEFAULT_PARTITION__")]
    public void Null_the_empty_text_and_the_folder_of_null_are_null_in_every_type(string? text)
    {
        foreach (
            string type in new[]
            {
                "string",
                "long",
                "double",
                "boolean",
                "date",
                "timestamp",
                "timestamp_ntz",
                "binary",
                "decimal(9,2)",
            }
        )
        {
            Assert.Null(PartitionValue.Normalize(text, DataType.Parse(type)));
        }
    }

    [Theory]
    [InlineData("long", "1.0")]
    [InlineData("long", "9223372036854775808")]
    [InlineData("byte", "128")]
    [InlineData("boolean", "1")]
    [InlineData("date", "2024-02-30")]
    [InlineData("date", "2024-1-5")]
    [InlineData("timestamp", "yesterday")]
    [InlineData("decimal(5,2)", "1000.00")]
    [InlineData("decimal(5,2)", "1.005")]
    [InlineData("decimal(5,2)", "1,00")]
    [InlineData("double", "ten")]
    public void A_text_that_is_no_value_of_the_type_is_refused(string type, string text)
    {
        DeltaException failure = Assert.Throws<DeltaException>(() => PartitionValue.Parse(text, DataType.Parse(type)));

        Assert.Equal(
            $"LH1306: Found the partition value '{text}', expected a value of type {DataType.Parse(type).ToSql()}. "
                + "Correct the value, or the type of the partition column.",
            failure.Message
        );
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused() =>
        Assert.Equal(
            "LH1306",
            Assert
                .Throws<DeltaException>(() =>
                    PartitionValue.Serialize(new byte[] { 0xC3, 0x28 }, DataType.Parse("binary"))
                )
                .Code
        );

    [Fact]
    public void A_value_of_another_type_is_refused() =>
        Assert.Equal(
            "LH1306",
            Assert.Throws<DeltaException>(() => PartitionValue.Serialize("1", DataType.Parse("long"))).Code
        );

    [Fact]
    public void Parsing_undoes_serialising()
    {
        Holds<long>("long");
        Holds<int>("int");
        Holds<short>("short");
        Holds<sbyte>("byte");
        Holds<bool>("boolean");
        Prop.ForAll<double>(value => RoundTrips(value == 0 ? 0d : value, "double")).QuickCheckThrowOnFailure();
        Prop.ForAll<float>(value => RoundTrips(value == 0 ? 0f : value, "float")).QuickCheckThrowOnFailure();
        Prop.ForAll<NonEmptyString>(text =>
                RoundTrips(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get)), "string")
            )
            .QuickCheckThrowOnFailure();
        Prop.ForAll(
                Ticks(),
                ticks => RoundTrips(DateOnly.FromDateTime(new DateTime(ticks, DateTimeKind.Unspecified)), "date")
            )
            .QuickCheckThrowOnFailure();
        Prop.ForAll(Ticks(), ticks => RoundTrips(new DateTimeOffset(ticks, TimeSpan.Zero), "timestamp"))
            .QuickCheckThrowOnFailure();
        Prop.ForAll(Ticks(), ticks => RoundTrips(new DateTime(ticks, DateTimeKind.Unspecified), "timestamp_ntz"))
            .QuickCheckThrowOnFailure();
        Prop.ForAll<BigInteger>(digits => RoundTrips(new ExactDecimal(digits, 7), "decimal(38,7)"))
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Java_numbers_read_back_as_the_same_number()
    {
        foreach (
            double value in new[]
            {
                1e21,
                123456789.125,
                9999999.999,
                1e-3,
                9.99e-4,
                Math.PI,
                double.Epsilon,
                -1e100,
                1e7,
                100,
            }
        )
        {
            string text = PartitionValue.Serialize(value, DataType.Parse("double"))!;
            Assert.Equal(value, double.Parse(text, CultureInfo.InvariantCulture));
            Assert.Contains('.', text);
        }
    }

    private static void Holds<T>(string type) =>
        Prop.ForAll<T>(value => RoundTrips(value, type)).QuickCheckThrowOnFailure();

    private static bool RoundTrips<T>(T value, string type)
    {
        DataType column = DataType.Parse(type);
        return Equals(PartitionValue.Parse(PartitionValue.Serialize(value, column), column), value);
    }

    // Whole microseconds from the year 1 to the year 9999.
    private static Arbitrary<long> Ticks() =>
        (
            from day in Gen.Choose(0, 3_652_058)
            from second in Gen.Choose(0, 86_399)
            from micros in Gen.Choose(0, 999_999)
            select (day * TimeSpan.TicksPerDay) + (second * TimeSpan.TicksPerSecond) + (micros * 10L)
        ).ToArbitrary();
}

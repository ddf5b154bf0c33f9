using System.Text;
using Lakehouse.Ingest.Csv;

namespace Lakehouse.Ingest.Tests.Csv;

public sealed class RecordScannerTests
{
    private static readonly CsvDialect Dialect = CsvDialect.Of(',', '"', "test");

    [Theory]
    [InlineData("a,b\nc,d\n", 2, 0)]
    [InlineData("a,b\nc,d", 2, 0)]
    [InlineData("a,b\r\nc,d\r\n", 2, 0)]
    [InlineData("\"a\nb\",c\nd,e\n", 2, 0)]
    [InlineData("\"a\"\"b\",c\n", 1, 0)]
    [InlineData("\"\",\"\"\n", 1, 0)]
    [InlineData(",\n", 1, 0)]
    [InlineData("\n\na,b\n\n", 1, 0)]
    [InlineData("a\n", 1, 1)]
    [InlineData("a,b,c\n", 1, 1)]
    [InlineData("a,\"b\nc,d\ne,f\n", 3, 1)]
    [InlineData("a,\"b\"x\nc,d\n", 2, 1)]
    [InlineData("a,b\rc,d\n", 1, 1)]
    [InlineData("a,5\" pipe\nc,d\n", 2, 0)]
    [InlineData("a,\"b\"\r\nc,d\r\n", 2, 0)]
    [InlineData("a,\"b\r\n", 1, 1)]
    public void Records_and_faults_are_counted(string text, long records, long faults)
    {
        RecordCounts counts = Count(Encoding.UTF8.GetBytes(text), chunk: int.MaxValue, fieldCount: 2);

        Assert.Equal((records, faults), (counts.Records, counts.Faults));
    }

    [Fact]
    public void Counting_in_blocks_finds_what_reading_one_by_one_finds()
    {
        const int Seed = 20260301;
        var random = new Random(Seed);
        string[] pieces = ["a", "bc", ",", ",", "\n", "\n", "\r\n", "\"", "\"\"", "\"x,y\"", " ", "\r", "ö", "long text without anything in it that matters to a scanner of records"];
        for (int round = 0; round < 3000; round++)
        {
            var text = new StringBuilder();
            bool isRegular = round % 2 == 0;
            for (int piece = random.Next(200); piece > 0; piece--)
            {
                text.Append(isRegular ? RegularRecord(random) : pieces[random.Next(pieces.Length)]);
            }

            byte[] bytes = Encoding.UTF8.GetBytes(text.ToString());
            if (random.Next(10) == 0 && bytes.Length > 0)
            {
                bytes[random.Next(bytes.Length)] = (byte)(random.Next(2) == 0 ? 0 : 0xFF);
            }

            var sink = new Collected();
            var one = new RecordScanner(Dialect, 3, sink);
            Assert.Equal(bytes.Length, one.Scan(bytes, isFinal: true));
            RecordCounts blocks = Count(bytes, int.MaxValue, fieldCount: 3);
            RecordCounts pieced = Count(bytes, 1 + random.Next(300), fieldCount: 3);

            Assert.True(Same(one.Counts, blocks), $"seed {Seed}, round {round}: {one.Counts} but in blocks {blocks}\n{text}");
            Assert.True(Same(one.Counts, pieced), $"seed {Seed}, round {round}: {one.Counts} but in pieces {pieced}\n{text}");
            Assert.Equal(one.Counts.Records, sink.RecordCount);
            Assert.True(blocks.MayHaveLeadingBlanks || !sink.HasLeadingBlanks, $"seed {Seed}, round {round}: a leading blank was not seen\n{text}");
        }
    }

    [Theory]
    [InlineData("a,b\r\n\"c\",d\r\n,\r\n\"\",\",\"\r\ne f,g h\r\n", false)]
    [InlineData("a,b\nc, d\n", true)]
    [InlineData("a,b\n c,d\n", true)]
    [InlineData("a,b\nc,\" d\"\n", true)]
    [InlineData("a,b\nc,\"\nd\"\n", true)]
    [InlineData("a,b\nc,\t\n", true)]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901,b\n c,d\n", true)]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012,\" b\"\n", true)]
    public void Leading_blanks_are_seen(string text, bool expected)
    {
        Assert.Equal(expected, Count(Encoding.UTF8.GetBytes(text), int.MaxValue, fieldCount: 2).MayHaveLeadingBlanks);
    }

    [Fact]
    public void Every_record_knows_its_line_and_offset()
    {
        byte[] bytes = Encoding.UTF8.GetBytes("a,\"x\ny\"\n\nb,2\r\n\"c\n,d\ne,5\n");
        var sink = new Collected();
        new RecordScanner(Dialect, 2, sink).Scan(bytes, isFinal: true);

        Assert.Equal(
            ["1@0 a,\"x\ny\"", "4@9 b,2", "5@14 \"c (Quote)", "6@17 ,d", "7@20 e,5"],
            sink.Records);
    }

    private static string RegularRecord(Random random)
    {
        string Field() => random.Next(4) switch
        {
            0 => string.Empty,
            1 => new string('f', random.Next(90)),
            2 => $"\"{new string('q', random.Next(40))},\"\"\n\"",
            _ => "value",
        };
        return $"{Field()},{Field()},{Field()}\n";
    }

    private static bool Same(RecordCounts left, RecordCounts right) =>
        (left.Records, left.Faults, left.BlankLines, left.FirstFault) == (right.Records, right.Faults, right.BlankLines, right.FirstFault)
        && (left.Line, left.Offset) == (right.Line, right.Offset)
        && (left.LineFeedEnds, left.CarriageReturnEnds) == (right.LineFeedEnds, right.CarriageReturnEnds);

    private static RecordCounts Count(byte[] bytes, int chunk, int fieldCount)
    {
        var scanner = new RecordScanner(Dialect, fieldCount, sink: null);
        int start = 0;
        int end = 0;
        while (true)
        {
            end = (int)Math.Min((long)end + chunk, bytes.Length);
            bool isFinal = end == bytes.Length;
            start += scanner.Scan(bytes.AsSpan(start, end - start), isFinal);
            if (isFinal)
            {
                return scanner.Counts;
            }
        }
    }

    private sealed class Collected : IRecordSink
    {
        public List<string> Records { get; } = [];

        public int RecordCount { get; private set; }

        public bool HasLeadingBlanks { get; private set; }

        public void Accept(ReadOnlySpan<byte> bytes, RecordPlace place, RecordFault fault, IReadOnlyList<Range> fields)
        {
            RecordCount++;
            foreach (Range range in fault == RecordFault.None ? fields : [])
            {
                ReadOnlySpan<byte> field = bytes[range];
                int first = field.StartsWith((byte)'"') ? 1 : 0;
                HasLeadingBlanks |= field.Length > first && field[first] <= (byte)' ';
            }

            Records.Add($"{place.Line}@{place.Offset} {Encoding.UTF8.GetString(bytes)}{(fault == RecordFault.None ? string.Empty : $" ({fault})")}");
        }
    }
}

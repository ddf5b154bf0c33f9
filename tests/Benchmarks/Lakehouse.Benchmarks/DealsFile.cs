using System.Globalization;
using System.Text;
using Lakehouse.Delta.Schema;
using Lakehouse.Project;

namespace Lakehouse.Benchmarks;

/// <summary>A generated CRM extract: the same bytes for the same size.</summary>
internal static class DealsFile
{
    private static readonly string[] Names = ["Acme", "Globex", "Initech", "Umbrella", "Hooli", "Stark Industries", "\"Wayne, Inc\"", "Wonka"];

    /// <summary>The contract of the file.</summary>
    public static EntityContract Contract { get; } = new()
    {
        Name = "deal",
        TableName = "crm_deal",
        FilePattern = "deal.csv",
        Format = new FileFormat { Kind = FileKind.Csv },
        Key = ["id"],
        Cursor = "modified_at",
        Columns =
        [
            new("id", DataType.Parse("string")),
            new("account_name", DataType.Parse("string")),
            new("amount", DataType.Parse("decimal(19,4)")),
            new("close_date", DataType.Parse("date")),
            new("modified_at", DataType.Parse("timestamp")),
            new("is_won", DataType.Parse("boolean")),
            new("stage", DataType.Parse("string")),
        ],
    };

    /// <summary>Writes the file.</summary>
    /// <param name="path">Where.</param>
    /// <param name="megabytes">How large.</param>
    public static void Write(string path, int megabytes)
    {
#pragma warning disable S2245 // why: the seed makes every run read the same bytes.
        var random = new Random(7);
#pragma warning restore S2245
        using var file = new StreamWriter(path, append: false, new UTF8Encoding(false), bufferSize: 1 << 20);
        file.Write("id,account_name,amount,close_date,modified_at,is_won,stage\n");
        long size = 0;
        long row = 0;
        while (size < megabytes * 1_000_000L)
        {
            DateTime day = new DateTime(2024, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds((row * 37) % 63_072_000);
            string line = string.Create(
                CultureInfo.InvariantCulture,
                $"{row:000000000000},{Names[random.Next(Names.Length)]},{random.Next(100_000_000) / 100m:0.00},{day:yyyy-MM-dd},{day:yyyy-MM-ddTHH:mm:ss}.000+0000,{(row % 3 == 0 ? "false" : "true")},Stage {row % 7}\n");
            file.Write(line);
            size += line.Length;
            row++;
        }
    }
}

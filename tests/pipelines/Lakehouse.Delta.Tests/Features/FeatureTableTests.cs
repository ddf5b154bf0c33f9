using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;
using Lakehouse.Testing;

namespace Lakehouse.Delta.Tests.Features;

/// <summary>Holds the README's table of features against what happens with a table that has each of them.</summary>
public sealed class FeatureTableTests : IDisposable
{
    private const string Metadata =
        """{"metaData":{"id":"t","schemaString":"{\"type\":\"struct\",\"fields\":[{\"name\":\"id\",\"type\":\"long\",\"nullable\":true,\"metadata\":{}}]}","partitionColumns":[],"configuration":{}}}""";

    private readonly TestTable _test = new();

    public static TheoryData<string, string, string, string> Rows
    {
        get
        {
            TheoryData<string, string, string, string> rows = [];
            foreach (string[] row in Table())
            {
                rows.Add(row[0], row[1], row[2], row[3]);
            }

            return rows;
        }
    }

    public void Dispose() => _test.Dispose();

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_table_with_the_feature_is_read_and_written_as_the_readme_says(string feature, string of, string read, string write)
    {
        string name = feature.Trim('`');
        string versions = of == "readers"
            ? "\"minReaderVersion\":3,\"minWriterVersion\":7,\"readerFeatures\":[\"" + name + "\"]"
            : "\"minReaderVersion\":1,\"minWriterVersion\":7";
        _test.WriteCommit(0, "{\"protocol\":{" + versions + ",\"writerFeatures\":[\"" + name + "\"]}}", Metadata);

        Assert.Equal(read.StartsWith("yes", StringComparison.Ordinal), await IsReadAsync(name));
        Assert.Equal(write.StartsWith("yes", StringComparison.Ordinal), await IsWrittenAsync(name));
        Assert.True(read.StartsWith("yes", StringComparison.Ordinal) || read == "refused");
        Assert.True(write.StartsWith("yes", StringComparison.Ordinal) || write == "refused");
    }

    [Fact]
    public void Every_feature_that_is_read_or_written_has_its_row()
    {
        string[] named = [.. Table().Select(row => row[0].Trim('`'))];
        string[] readers = [.. Table().Where(row => row[1] == "readers").Select(row => row[0].Trim('`'))];

        Assert.Empty(FeatureSupport.Writable.Except(named));
        Assert.Empty(FeatureSupport.Readable.Except(readers));
        Assert.Equal(named.Distinct(), named);
    }

    [Fact]
    public void Every_known_property_is_named_in_the_readme()
    {
        string text = File.ReadAllText(Readme);

        Assert.Empty(
            KnownProperties.Names.Where(name =>
                !text.Contains($"`{name}`", StringComparison.Ordinal)
                && !name.StartsWith("delta.autoOptimize.", StringComparison.Ordinal)
                && !name.StartsWith("delta.checkpoint.writeStats", StringComparison.Ordinal)
            )
        );
    }

    private static string Readme => Repository.At("pipelines", "Lakehouse.Delta", "README.md");

    private static string[][] Table() =>
        [
            .. File.ReadLines(Readme)
                .SkipWhile(line => line != "## Protocol features")
                .TakeWhile(line => line == "## Protocol features" || !line.StartsWith("## ", StringComparison.Ordinal))
                .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
                .Select(line => line.Split('|', StringSplitOptions.TrimEntries)[1..5]),
        ];

    private async Task<bool> IsReadAsync(string feature)
    {
        try
        {
            return await _test.LoadAsync() is not null;
        }
        catch (DeltaException refused) when (refused.Code == "LH1201" && refused.Message.Contains(feature, StringComparison.Ordinal))
        {
            return false;
        }
    }

    private async Task<bool> IsWrittenAsync(string feature)
    {
        try
        {
            Snapshot basis = await _test.LoadAsync();
            TableWrite write = new() { Mode = WriteMode.Append, Schema = basis.Schema, Files = [_test.File()] };
            return await _test.Table.WriteAsync(basis, write, CancellationToken.None) is WriteOutcome.Committed;
        }
        catch (DeltaException refused)
            when (refused.Code is "LH1201" or "LH1202" && refused.Message.Contains(feature, StringComparison.Ordinal))
        {
            return false;
        }
    }
}

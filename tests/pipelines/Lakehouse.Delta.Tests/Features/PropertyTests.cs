using Lakehouse.Delta.Commit;
using Lakehouse.Delta.Features;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.Features;

public sealed class PropertyTests : IDisposable
{
    private readonly TestTable _test = new();

    public void Dispose() => _test.Dispose();

    [Theory]
    [InlineData("delta.appendonly", "true", "Did you mean 'delta.appendOnly'?")]
    [InlineData("delta.checkpointIntervall", "9", "Did you mean 'delta.checkpointInterval'?")]
    [InlineData("delta.somethingElseAltogether", "9", "Leave it out")]
    [InlineData("delta.constraints.c", "id > 0", "as a constraint")]
    [InlineData("delta.targetFileSize", "large", "expected a size")]
    [InlineData("delta.parquet.compression.codec", "brotli", "expected zstd, snappy")]
    [InlineData("delta.enableInCommitTimestamps", "1", "expected true or false")]
    public async Task A_property_that_is_not_kept_is_refused_with_what_was_meant(string key, string value, string named)
    {
        await _test.CommitAsync(_test.Append());

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => SetAsync((key, value)));

        Assert.Equal("LH1206", refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(_test.Folder.At("_delta_log"), "*.json"));
    }

    [Fact]
    public async Task A_property_without_the_prefix_is_the_users_own()
    {
        await _test.CommitAsync(_test.Append());

        await SetAsync(("owner", "sales"), ("delta.targetFileSize", "64mb"));

        Snapshot after = await _test.LoadAsync();
        Assert.Equal("sales", after.Metadata.Configuration["owner"]);
        Assert.Equal(64 * 1024 * 1024, DeltaTable.TargetFileSizeOf(after.Metadata.Configuration));
    }

    [Fact]
    public async Task A_property_that_is_taken_away_has_its_default_again()
    {
        await _test.CommitAsync(_test.Append());
        await SetAsync(("delta.appendOnly", "true"), ("owner", "sales"));

        await AlterAsync(new UnsetProperties(["delta.appendOnly"]));

        Assert.Equal(["owner"], (await _test.LoadAsync()).Metadata.Configuration.Keys);
        Assert.Contains(
            "\"operation\":\"UNSET TBLPROPERTIES\",\"operationParameters\":{\"properties\":\"[\\\"delta.appendOnly\\\"]\"",
            _test.CommitLines(2)[0],
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("ownr", "LH1208", "Did you mean 'owner'?")]
    [InlineData("delta.appendOnly", "LH1208", "expected one of owner")]
    [InlineData("delta.constraints.c", "LH1206", "as a constraint")]
    [InlineData("delta.columnMapping.mode", "LH1206", "how the table's files are read")]
    public async Task A_property_that_is_not_there_or_that_files_hang_on_is_not_taken_away(string key, string code, string named)
    {
        await _test.CommitAsync(_test.Append());
        await SetAsync(("owner", "sales"));

        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => AlterAsync(new UnsetProperties([key])));

        Assert.Equal(code, refused.Code);
        Assert.Contains(named, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1024", 1024)]
    [InlineData("256mb", 268435456)]
    [InlineData(" 1 G ", 1073741824)]
    [InlineData("large", -1)]
    [InlineData("", -1)]
    [InlineData("-1", -1)]
    [InlineData("9999999999t", -1)]
    public void Sizes_are_read(string text, long bytes) => Assert.Equal(bytes, ByteSize.TryParse(text));

    private Task SetAsync(params (string Key, string Value)[] properties) =>
        AlterAsync(new SetProperties(properties.ToDictionary(pair => pair.Key, pair => pair.Value)));

    private async Task AlterAsync(TableAlteration alteration) =>
        Assert.IsType<WriteOutcome.Committed>(
            await _test.Table.AlterAsync(await _test.LoadAsync(), alteration, CancellationToken.None)
        );
}

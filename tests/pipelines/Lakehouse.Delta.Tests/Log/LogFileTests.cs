using Lakehouse.Delta.Log;

namespace Lakehouse.Delta.Tests.Log;

public sealed class LogFileTests
{
    [Theory]
    [InlineData("00000000000000000007.json", nameof(LogFileKind.Commit), 7)]
    [InlineData("00000000000000000010.checkpoint.parquet", nameof(LogFileKind.Checkpoint), 10)]
    [InlineData(
        "00000000000000000010.checkpoint.0000000002.0000000003.parquet",
        nameof(LogFileKind.CheckpointPart),
        10
    )]
    [InlineData(
        "00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.json",
        nameof(LogFileKind.NamedCheckpoint),
        10
    )]
    [InlineData(
        "00000000000000000010.checkpoint.80a083e8-7026-4e79-81be-64bd76c43a11.parquet",
        nameof(LogFileKind.NamedCheckpoint),
        10
    )]
    [InlineData("00000000000000000001.00000000000000000009.compacted.json", nameof(LogFileKind.Compacted), 1)]
    [InlineData("00000000000000000007.crc", nameof(LogFileKind.Checksum), 7)]
    [InlineData("09223372036854775807.json", nameof(LogFileKind.Commit), long.MaxValue)]
    public void Names_of_the_protocol_are_known(string name, string kind, long version)
    {
        LogFile file = Assert.IsType<LogFile>(LogFile.TryParse(name));

        Assert.Equal((kind, version, name), (file.Kind.ToString(), file.Version.Number, file.Name));
    }

    [Theory]
    [InlineData("_last_checkpoint")]
    [InlineData("7.json")]
    [InlineData("0000000000000000007.json")]
    [InlineData("000000000000000000007.json")]
    [InlineData("00000000000000000007.json.tmp")]
    [InlineData("00000000000000000007.JSON")]
    [InlineData(".00000000000000000007.json.crc")]
    [InlineData("00000000000000000007.checkpoint.tmp")]
    [InlineData("00000000000000000007.checkpoint.parquet.crc")]
    [InlineData("00000000000000000007.checkpoint.0000000000.0000000003.parquet")]
    [InlineData("00000000000000000007.checkpoint.0000000004.0000000003.parquet")]
    [InlineData("00000000000000000007.checkpoint.1.2.parquet")]
    [InlineData("00000000000000000007.checkpoint.not-a-uuid.parquet")]
    [InlineData("0000000000000000007+.json")]
    [InlineData("99999999999999999999.json")]
    [InlineData(".s3-optimization-0")]
    [InlineData("_commits")]
    public void Every_other_name_is_ignored(string name) => Assert.Null(LogFile.TryParse(name));

    [Fact]
    public void Only_complete_checkpoints_count()
    {
        string[] names =
        [
            "00000000000000000010.checkpoint.0000000001.0000000002.parquet",
            "00000000000000000010.checkpoint.0000000002.0000000002.parquet",
            "00000000000000000020.checkpoint.0000000001.0000000003.parquet",
            "00000000000000000020.checkpoint.0000000003.0000000003.parquet",
            "00000000000000000021.json",
        ];

        LogListing listing = LogListing.From(
            names.Select(name => new Lakehouse.Delta.Stores.StoredFile(name, 1, default))
        );

        CheckpointSet complete = Assert.Single(listing.Checkpoints);
        Assert.Equal([1, 2], complete.Files.Select(file => file.Part));
        Assert.Equal(21, listing.Newest!.Value.Number);
    }
}

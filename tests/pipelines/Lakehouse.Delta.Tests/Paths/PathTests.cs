using FsCheck;
using FsCheck.Fluent;
using Lakehouse.Delta.Paths;

namespace Lakehouse.Delta.Tests.Paths;

public sealed class PathTests
{
    [Theory]
    [InlineData("US/East 10%", "US%2FEast 10%25", "US%252FEast%2010%2525")]
    [InlineData("a b", "a b", "a%20b")]
    [InlineData("c%d", "c%25d", "c%2525d")]
    [InlineData("é日", "é日", "é日")]
    [InlineData("a+b&c", "a+b&c", "a+b&c")]
    [InlineData("x=1:2", "x%3D1%3A2", "x%253D1%253A2")]
    [InlineData(
        "\"#%'*/:=?\\{[]^",
        "%22%23%25%27%2A%2F%3A%3D%3F%5C%7B%5B%5D%5E",
        "%2522%2523%2525%2527%252A%252F%253A%253D%253F%255C%257B%255B%255D%255E"
    )]
    [InlineData("}<>|`", "}<>|`", "%7D%3C%3E%7C%60")]
    [InlineData("tab\tdel\u007f", "tab%09del%7F", "tab%2509del%257F")]
    [InlineData("2024-01-05 10:11:12.5", "2024-01-05 10%3A11%3A12.5", "2024-01-05%2010%253A11%253A12.5")]
    [InlineData("", "__HIVE_DEFAULT_PARTITION__", "__HIVE_DEFAULT_PARTITION__")]
    public void A_value_passes_through_three_layers(string value, string folder, string log)
    {
        Assert.Equal(folder, HivePath.Escape(value));
        Assert.Equal(log, LogPath.Encode(folder));
        Assert.Equal(folder, LogPath.Decode(log));
        Assert.Equal(value.Length == 0 ? null : value, HivePath.Unescape(folder));
    }

    [Fact]
    public void Folders_nest_in_the_order_of_the_partition_columns() =>
        Assert.Equal(
            "region=US%2FEast/day=__HIVE_DEFAULT_PARTITION__",
            HivePath.Folder(
                ["region", "day"],
                new Dictionary<string, string?> { ["day"] = null, ["region"] = "US/East" }
            )
        );

    [Theory]
    [InlineData("/a b", "/a%20b")]
    [InlineData("s3://bucket/a b", "s3://bucket/a%20b")]
    [InlineData("a:b", "a%3Ab")]
    public void Absolute_paths_keep_their_scheme(string path, string log)
    {
        Assert.Equal(log, LogPath.Encode(path));
        Assert.Equal(path, LogPath.Decode(log));
    }

    [Theory]
    [InlineData("/x", true)]
    [InlineData("s3://b/x", true)]
    [InlineData("x/y", false)]
    [InlineData("p=a://b", false)]
    [InlineData("1s://b", false)]
    public void A_path_is_absolute_by_a_slash_or_a_scheme(string path, bool absolute) =>
        Assert.Equal(absolute, LogPath.IsAbsolute(path));

    [Theory]
    [InlineData("%zz", "%zz")]
    [InlineData("100%", "100%")]
    [InlineData("%C3%A9+%2B", "é++")]
    public void Text_that_is_not_encoded_stays(string log, string path) => Assert.Equal(path, LogPath.Decode(log));

    [Fact]
    public void Decoding_undoes_encoding_for_every_path() =>
        Prop.ForAll(
                Text(),
                path =>
                    path.StartsWith("file:", StringComparison.OrdinalIgnoreCase)
                    || LogPath.Decode(LogPath.Encode(path)) == path
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Unescaping_undoes_escaping_for_every_value_and_a_folder_has_no_slash() =>
        Prop.ForAll(
                Text(),
                value =>
                    HivePath.Unescape(HivePath.Escape(value)) == (value.Length == 0 ? null : value)
                    && !HivePath.Escape(value).Contains('/')
            )
            .QuickCheckThrowOnFailure();

    // Strings without lone surrogates, rich in the characters that are escaped.
    private static Arbitrary<string> Text() =>
        Gen.OneOf(
                Gen.Elements(
                    "%",
                    "25",
                    "%20",
                    "/",
                    "=",
                    ":",
                    " ",
                    "+",
                    "é",
                    "日",
                    "😀",
                    "\t",
                    "#",
                    "?",
                    "\"",
                    "\\",
                    "__HIVE",
                    "a"
                ),
                Gen.Elements(Enumerable.Range(1, 126).Select(code => ((char)code).ToString()).ToArray())
            )
            .ListOf()
            .Select(parts => string.Concat(parts))
            .ToArbitrary();
}

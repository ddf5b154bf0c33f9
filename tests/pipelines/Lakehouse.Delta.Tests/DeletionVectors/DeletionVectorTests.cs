using System.Text;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.DeletionVectors;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Delta.Tests.Support;

namespace Lakehouse.Delta.Tests.DeletionVectors;

public sealed class DeletionVectorTests : IDisposable
{
    // The example of the protocol, in the format that it describes and in the older one that it shows.
    private const string Example = "^Bg9^0rr910000000000iXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L";
    private const string OldExample = "wi5b=000010000siXQKl0rr91000f55c8Xg0@@D72lkbi5=-{L";

    private readonly TestTable _table = new();

    [Theory]
    [InlineData(Example, 44)]
    [InlineData(OldExample, 40)]
    public async Task The_example_of_the_protocol_is_read(string text, int size)
    {
        RowPositionSet rows = await ReadAsync(new DeletionVectorDescriptor("i", text, null, size, 6));

        Assert.Equal([3, 4, 7, 11, 18, 29], rows);
    }

    [Fact]
    public async Task A_last_group_that_is_padded_in_front_is_read()
    {
        RowPositionSet rows = await ReadAsync(
            new DeletionVectorDescriptor("i", "^Bg9^0rr910000000000iXQKl0rr91000005c8Xg##093", null, 34, 1)
        );

        long row = Assert.Single(rows);
        Assert.InRange(row, 0, 9);
    }

    [Theory]
    [InlineData("ab^-aqEH.-t@S}K{vb[*k^", "ab/deletion_vector_d2c639aa-8816-431a-aaf6-d3fe2512ff61.bin")]
    [InlineData("vBn[lx{q8@P<9BNH/isA", "deletion_vector_61d16c75-6994-46b7-a15b-8b538852e50e.bin")]
    public void An_id_names_its_file(string text, string path)
    {
        Assert.Equal(path, DeletionVectorPath.TryOf(new DeletionVectorDescriptor("u", text, 1, 34, 1)));
        Guid id = Guid.Parse(path[^40..^4]);
        Assert.EndsWith(DeletionVectorPath.TextOf(id), text, StringComparison.Ordinal);
    }

    [Fact]
    public void An_absolute_place_is_decoded_once()
    {
        DeletionVectorDescriptor vector = new("p", "file:///a%20b/test%25dv%25x.bin", 1, 34, 1);

        Assert.Equal("/a b/test%dv%x.bin", DeletionVectorPath.TryOf(vector));
    }

    [Fact]
    public async Task Vectors_of_one_commit_share_a_file_and_are_read_back()
    {
        RowPositionSet[] vectors =
        [
            RowPositionSet.Of([0]),
            RowPositionSet.Of(Range(0, 200_000)),
            RowPositionSet.Of([5, 70_000, 1L << 33, (1L << 40) + 7]),
            RowPositionSet.Of(Range(0, 30_000).Select(row => row * 3)),
            RowPositionSet.Of(Range(0, 6).Select(block => block * 65_536)),
        ];

        IReadOnlyList<DeletionVectorDescriptor> places = await new DeletionVectorWriter(
            _table.Store,
            _table.Ids
        ).WriteAsync(vectors, CancellationToken.None);

        Assert.Equal(1, places[0].Offset);
        _ = Assert.Single(Directory.GetFiles(_table.Folder.FullPath, "*.bin"));
        DeletionVectorReader reader = new(_table.Store);
        foreach ((RowPositionSet written, DeletionVectorDescriptor place) in vectors.Zip(places))
        {
            Assert.Equal(written, await reader.ReadAsync(place, "data.parquet", CancellationToken.None));
        }
    }

    [Fact]
    public void A_run_of_a_million_rows_takes_few_bytes()
    {
        byte[] bytes = RoaringWriter.Write(RowPositionSet.Of(Range(10, 1_000_000)));

        Assert.InRange(bytes.Length, 1, 400);
        Assert.Equal(1_000_000, RoaringReader.Read(bytes).Cardinality);
    }

    [Fact]
    public void Sets_are_joined_and_taken_from_each_other()
    {
        RowPositionSet left = RowPositionSet.Of(Range(0, 10_000).Append(200_000));
        RowPositionSet right = RowPositionSet.Of(Range(5_000, 10_000));

        Assert.Equal([.. Range(0, 15_000), 200_000], left.Union(right));
        Assert.Equal([.. Range(0, 5_000), 200_000], left.Except(right));
        Assert.Empty(left.Except(left));
        Assert.True(left.Contains(200_000));
        Assert.False(left.Contains(200_001));
        Assert.Equal(200_000, left.Last);
    }

    [Fact]
    public async Task A_number_of_rows_that_is_not_the_one_in_the_log_is_refused()
    {
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            ReadAsync(new DeletionVectorDescriptor("i", Example, null, 44, 5))
        );

        Assert.Equal(
            $"LH1601: The deletion vector of 'data.parquet' in '{_table.Store.Root}', read from the log, is damaged: "
                + "it has 6 rows, expected 5. Restore that file from a copy, or restore the table to a version before "
                + "it.",
            refused.Message
        );
    }

    [Fact]
    public async Task Every_changed_byte_of_a_file_is_noticed()
    {
        DeletionVectorDescriptor place = (
            await new DeletionVectorWriter(_table.Store, _table.Ids).WriteAsync(
                [RowPositionSet.Of([1, 5, 9])],
                CancellationToken.None
            )
        )[0];
        string file = Assert.Single(Directory.GetFiles(_table.Folder.FullPath, "*.bin"));
        byte[] whole = await File.ReadAllBytesAsync(file);
        for (int at = 0; at < whole.Length; at++)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            await File.WriteAllBytesAsync(file, damaged);
            DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() => ReadAsync(place));
            Assert.Equal("LH1601", refused.Code);

            await File.WriteAllBytesAsync(file, whole[..at]);
            refused = await Assert.ThrowsAsync<DeltaException>(() => ReadAsync(place));
            Assert.Equal("LH1601", refused.Code);
        }
    }

    [Theory]
    [InlineData("u", "vBn[lx{q8@P<9BNH/isA", "LH1602")]
    [InlineData("p", "/nowhere/at/all.bin", "LH1602")]
    [InlineData("x", "vBn[lx{q8@P<9BNH/isA", "LH1603")]
    [InlineData("u", "short", "LH1603")]
    [InlineData("p", "s3://bucket/all.bin", "LH1112")]
    public async Task A_vector_that_is_not_there_is_refused(string storage, string place, string code)
    {
        DeltaException refused = await Assert.ThrowsAsync<DeltaException>(() =>
            ReadAsync(new DeletionVectorDescriptor(storage, place, 1, 34, 1))
        );

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_file_with_a_text_before_its_name_is_found_by_its_id()
    {
        DeletionVectorDescriptor place = (
            await new DeletionVectorWriter(_table.Store, _table.Ids).WriteAsync([RowPositionSet.Of([7])], CancellationToken.None)
        )[0];
        string file = Assert.Single(Directory.GetFiles(_table.Folder.FullPath, "*.bin"));
        File.Move(file, _table.Folder.At("test%dv-" + Path.GetFileName(file)));

        Assert.Equal([7], await ReadAsync(place));
    }

    [Fact]
    public void Actions_carry_the_vector_and_the_tracking_of_rows()
    {
        const string Add =
            """{"add":{"path":"a.parquet","partitionValues":{},"size":5,"modificationTime":1,"dataChange":false,"deletionVector":{"storageType":"u","pathOrInlineDv":"vBn[lx{q8@P<9BNH/isA","offset":1,"sizeInBytes":36,"cardinality":2},"baseRowId":40,"defaultRowCommitVersion":3,"clusteringProvider":"liquid"}}""";
        const string Remove =
            """{"remove":{"path":"a.parquet","deletionTimestamp":7,"dataChange":true,"extendedFileMetadata":false,"deletionVector":{"storageType":"i","pathOrInlineDv":"^Bg9^","sizeInBytes":4,"cardinality":0},"baseRowId":40,"defaultRowCommitVersion":3}}""";

        List<LogAction> actions = new ActionReader().ReadCommit(
            Encoding.UTF8.GetBytes($"{Add}\n{Remove}\n"),
            "test",
            withInfo: false
        );

        Assert.Equal([Add, Remove], actions.Select(ActionWriter.Write));
    }

    [Fact]
    public void A_file_with_another_vector_is_another_file()
    {
        TableState state = new();
        DeletionVectorDescriptor old = new("i", "a", null, 4, 1);
        AddFile file = new("a.parquet", PartitionValueMap.Empty, 5, DateTimeOffset.UnixEpoch, null);
        state.ApplyCommit([new LogAction.Add(file with { DeletionVector = old }, DataChange: true)], "0");
        state.ApplyCommit(
            [
                new LogAction.Add(file with { DeletionVector = old with { PathOrInline = "b" } }, DataChange: true),
                new LogAction.Remove(
                    new RemovedFile("a.parquet", 1, DataChange: true, null, null) { DeletionVector = old }
                ),
            ],
            "1"
        );

        Assert.Equal("ib", Assert.Single(state.Files).DeletionVectorId);
    }

    public void Dispose() => _table.Dispose();

    private static IEnumerable<long> Range(long first, int count) =>
        Enumerable.Range(0, count).Select(at => first + at);

    private Task<RowPositionSet> ReadAsync(DeletionVectorDescriptor vector) =>
        new DeletionVectorReader(_table.Store).ReadAsync(vector, "data.parquet", CancellationToken.None);
}

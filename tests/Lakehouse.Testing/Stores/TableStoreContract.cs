using System.Security.Cryptography;
using System.Text;
using Lakehouse.Delta.Stores;
using Xunit;

namespace Lakehouse.Testing.Stores;

/// <summary>What the commit protocol asks of any store. A new store gets a class that derives from this one.</summary>
public abstract class TableStoreContract
{
    private const int Writers = 8;

    /// <summary>The store of an empty table.</summary>
    protected abstract ITableStore Store { get; }

    /// <summary>The same files through another instance, as another process would see them.</summary>
    /// <returns>The store.</returns>
    protected abstract ITableStore Reopen();

    /// <summary>How large a file is that the store must take in parts, or in one piece of some size.</summary>
    protected virtual int LargeBytes => 24 << 20;

    [Fact]
    public async Task A_folder_that_is_not_there_lists_as_empty()
    {
        Assert.Empty(await Store.ListAsync("_delta_log", null, CancellationToken.None));
        Assert.Empty(await AllAsync("_delta_log"));
        Assert.Empty(await AllAsync(""));
    }

    [Fact]
    public async Task A_file_that_is_not_there_reads_as_null()
    {
        Assert.Null(await Store.TryReadAsync("a/b/c.json", CancellationToken.None));
        Assert.Null(await Store.TryReadRangeAsync("a/b/c.json", 0, 1, CancellationToken.None));
        Assert.Null(await Store.TryFindAsync("a/b/c.json", CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_is_no_file()
    {
        await PutAsync("a/b/c", "x");

        Assert.Null(await Store.TryFindAsync("a/b", CancellationToken.None));
        Assert.Empty(await Store.ListAsync("a", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_put_is_read_back_byte_for_byte()
    {
        byte[] content = [0, 255, 10, 13, 26, .. "Zürich 日本"u8];

        Assert.IsType<PutOutcome.Put>(await Store.PutIfAbsentAsync("_delta_log/x.json", content, CancellationToken.None));

        Assert.Equal(content, await Reopen().TryReadAsync("_delta_log/x.json", CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        Assert.IsType<PutOutcome.Put>(await Store.PutIfAbsentAsync("empty", ReadOnlyMemory<byte>.Empty, CancellationToken.None));

        Assert.Empty(Assert.IsType<byte[]>(await Store.TryReadAsync("empty", CancellationToken.None)));
        Assert.Empty(Assert.IsType<byte[]>(await Store.TryReadRangeAsync("empty", 0, 10, CancellationToken.None)));
        Assert.Equal(0, (await Store.TryFindAsync("empty", CancellationToken.None))!.SizeBytes);
        Assert.IsType<PutOutcome.Exists>(await Store.PutIfAbsentAsync("empty", Bytes("x"), CancellationToken.None));
    }

    [Fact]
    public async Task A_put_if_absent_leaves_the_file_that_is_there()
    {
        Assert.IsType<PutOutcome.Put>(await Store.PutIfAbsentAsync("f", Bytes("first"), CancellationToken.None));

        Assert.IsType<PutOutcome.Exists>(await Reopen().PutIfAbsentAsync("f", Bytes("second"), CancellationToken.None));
        Assert.Equal("first", Text(await Store.TryReadAsync("f", CancellationToken.None)));
    }

    [Fact]
    public async Task A_name_is_free_again_when_its_file_is_deleted()
    {
        await PutAsync("f", "first");
        await Store.DeleteAsync("f", CancellationToken.None);

        Assert.True(await Reopen().TryPutIfAbsentAsync("f", Bytes("second"), CancellationToken.None));
        Assert.Equal("second", Text(await Store.TryReadAsync("f", CancellationToken.None)));
    }

    [Fact]
    public async Task A_put_replaces_the_file_that_is_there()
    {
        await PutAsync("f", "a longer first text");
        await PutAsync("f", "second");

        Assert.Equal("second", Text(await Reopen().TryReadAsync("f", CancellationToken.None)));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_may_be_deleted_again()
    {
        await PutAsync("a/f", "x");
        await Store.DeleteAsync("a/f", CancellationToken.None);
        await Store.DeleteAsync("a/f", CancellationToken.None);
        await Store.DeleteAsync("never/there", CancellationToken.None);

        Assert.Null(await Store.TryReadAsync("a/f", CancellationToken.None));
        Assert.Empty(await Store.ListAsync("a", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_listing_is_ordered_by_bytes_and_begins_where_it_is_told()
    {
        foreach (string name in new[] { "b", "a", "B", "\U0001F600", "\uFFFD", "ab" })
        {
            await PutAsync($"d/{name}", name);
        }

        await PutAsync("d/deeper/z", "z");
        await PutAsync("dd/not this folder", "z");

        IReadOnlyList<StoredFile> all = await Store.ListAsync("d", null, CancellationToken.None);
        Assert.Equal(["B", "a", "ab", "b", "\uFFFD", "\U0001F600"], all.Select(file => file.Name));
        Assert.Equal([1, 1, 2, 1, 3, 4], all.Select(file => file.SizeBytes));
        IReadOnlyList<StoredFile> some = await Store.ListAsync("d", "ab", CancellationToken.None);
        Assert.Equal(["ab", "b", "\uFFFD", "\U0001F600"], some.Select(file => file.Name));
        Assert.Equal(["\uFFFD", "\U0001F600"], (await Store.ListAsync("d", "c", CancellationToken.None)).Select(file => file.Name));
        Assert.Empty(await Store.ListAsync("d", "\U0010FFFF", CancellationToken.None));
    }

    [Fact]
    public async Task All_files_below_a_folder_are_listed_by_their_paths()
    {
        string[] paths = ["a", "p=1/x", "p=1/q=2/y", "_delta_log/0.json", "p=10/z"];
        foreach (string path in paths)
        {
            await PutAsync(path, path);
        }

        Assert.Equal(paths.Order(StringComparer.Ordinal), await AllAsync(""));
        Assert.Equal(["p=1/q=2/y", "p=1/x"], await AllAsync("p=1"));
        StoredFile file = await FirstAsync("_delta_log");
        Assert.Equal("_delta_log/0.json".Length, file.SizeBytes);
        Assert.Equal((await Store.TryFindAsync("_delta_log/0.json", CancellationToken.None))!, file);
    }

    [Fact]
    public async Task A_listing_shows_every_put_that_came_before_it()
    {
        for (int number = 0; number < 40; number++)
        {
            Assert.True(await Store.TryPutIfAbsentAsync($"_delta_log/{number:D20}.json", Bytes("x"), CancellationToken.None));

            IReadOnlyList<StoredFile> listed = await Reopen().ListAsync("_delta_log", null, CancellationToken.None);

            Assert.Equal(number + 1, listed.Count);
            Assert.Equal($"{number:D20}.json", listed[^1].Name);
            Assert.Equal(listed[^1].Name, Assert.Single(await Store.ListAsync("_delta_log", $"{number:D20}", CancellationToken.None)).Name);
        }
    }

    [Theory]
    [InlineData("p=a%20b +é日{}[]&#/part %25.parquet")]
    [InlineData("a'b\"c<d>e|f*g?h:i;j,k=l@m!n$o~p`q^r.parquet")]
    [InlineData("back\\slash")]
    [InlineData("tab\tand line\nbreak")]
    [InlineData("x= /leading and trailing ")]
    [InlineData("..x/...")]
    [InlineData("%2F%00%2e%2e")]
    [InlineData("+")]
    [InlineData("region=US%2FEast 10%25/part-\U0001F600.zstd.parquet")]
    public async Task Names_with_special_characters_are_taken_as_they_are(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        await PutAsync(path, "x");

        Assert.Equal("x", Text(await Reopen().TryReadAsync(path, CancellationToken.None)));
        Assert.Equal([path], await AllAsync(""));
        string name = path[(path.LastIndexOf('/') + 1)..];
        string folder = path.Length == name.Length ? "" : path[..^(name.Length + 1)];
        Assert.Equal(name, Assert.Single(await Store.ListAsync(folder, null, CancellationToken.None)).Name);
        if (Uri.UnescapeDataString(path) is { } other && other != path && !other.Contains('\0', StringComparison.Ordinal) && !other.Contains("..", StringComparison.Ordinal))
        {
            Assert.Null(await Store.TryReadAsync(other, CancellationToken.None));
        }

        Assert.False(await Store.TryPutIfAbsentAsync(path, Bytes("y"), CancellationToken.None));
        await Store.DeleteAsync(path, CancellationToken.None);
        Assert.Empty(await AllAsync(""));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/x")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    [InlineData("a/./b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public async Task A_path_outside_the_root_is_refused(string path)
    {
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(path, Bytes("x"), CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.DeleteAsync(path, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentException>(() => Store.TryReadAsync(path, CancellationToken.None));
    }

    [Theory]
    [InlineData(0, 5, "hello")]
    [InlineData(6, 5, "world")]
    [InlineData(6, 500, "world")]
    [InlineData(11, 1, "")]
    [InlineData(500, 5, "")]
    [InlineData(3, 0, "")]
    public async Task A_range_is_cut_at_the_end_of_its_file(long offset, int length, string expected)
    {
        await PutAsync("f", "hello world");

        Assert.Equal(expected, Text(await Store.TryReadRangeAsync("f", offset, length, CancellationToken.None)));
    }

    [Fact]
    public async Task A_large_file_of_this_machine_is_taken_over_whole()
    {
        using TemporaryFolder folder = new();
        byte[] content = new byte[LargeBytes];
        new Random(7).NextBytes(content);
        await File.WriteAllBytesAsync(folder.At("large"), content);

        await Store.UploadAsync(folder.At("large"), "p=1/large.parquet", CancellationToken.None);

        Assert.Equal(content.Length, (await Reopen().TryFindAsync("p=1/large.parquet", CancellationToken.None))!.SizeBytes);
        byte[]? found = await Reopen().TryReadAsync("p=1/large.parquet", CancellationToken.None);
        Assert.Equal(SHA256.HashData(content), SHA256.HashData(found!));
        Assert.Equal(content[^100..], await Store.TryReadRangeAsync("p=1/large.parquet", content.Length - 100, 1000, CancellationToken.None));
        Assert.Equal(["p=1/large.parquet"], await AllAsync(""));
    }

    [Fact]
    public async Task An_empty_file_of_this_machine_is_taken_over_too()
    {
        using TemporaryFolder folder = new();
        folder.Write("empty", "");

        await Store.UploadAsync(folder.At("empty"), "e", CancellationToken.None);

        Assert.Equal(0, (await Store.TryFindAsync("e", CancellationToken.None))!.SizeBytes);
    }

    [Fact]
    public async Task A_file_is_located_on_this_machine_with_its_content()
    {
        await PutAsync("p=a b/data.parquet", "rows");

        string location = await Reopen().LocateAsync("p=a b/data.parquet", CancellationToken.None);

        Assert.Equal(Path.Combine(Store.LocalRoot, "p=a b", "data.parquet"), location);
        Assert.Equal("rows", await File.ReadAllTextAsync(location));
        await Store.UploadAsync(location, "p=a b/data.parquet", CancellationToken.None);
        Assert.Equal("rows", Text(await Reopen().TryReadAsync("p=a b/data.parquet", CancellationToken.None)));
    }

    [Fact]
    public async Task Of_many_puts_to_one_name_exactly_one_succeeds()
    {
        Assert.True(await Store.HasAtomicPutIfAbsentAsync(CancellationToken.None));
        for (int round = 0; round < 20; round++)
        {
            string path = $"_delta_log/{round:D20}.json";

            PutOutcome[] outcomes = await RaceAsync(
                (store, writer) => store.PutIfAbsentAsync(path, Bytes($"writer {writer}"), CancellationToken.None));

            int winner = Assert.Single(Enumerable.Range(0, Writers), writer => outcomes[writer] is PutOutcome.Put);
            Assert.Equal(Writers - 1, outcomes.Count(outcome => outcome is PutOutcome.Exists));
            Assert.Equal($"writer {winner}", Text(await Store.TryReadAsync(path, CancellationToken.None)));
        }

        Assert.Equal(20, (await Store.ListAsync("_delta_log", null, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_reader_never_sees_a_part_of_a_file_that_is_being_replaced()
    {
        string[] texts = [new('a', 50_000), new('b', 90_000)];
        await PutAsync("_last_checkpoint", texts[0]);

        string?[][] seen = await RaceAsync(async (store, number) =>
        {
            List<string?> found = [];
            for (int round = 0; round < 12; round++)
            {
                if (number < 2)
                {
                    await store.PutAsync("_last_checkpoint", Bytes(texts[number]), CancellationToken.None);
                }
                else
                {
                    found.Add(Text(await store.TryReadAsync("_last_checkpoint", CancellationToken.None)));
                }
            }

            return found.ToArray();
        });

        Assert.All(seen.SelectMany(texts => texts), text => Assert.Contains(text, texts));
    }

    [Fact]
    public async Task A_cancelled_call_changes_nothing()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutAsync("f", Bytes("x"), cancelled.Token));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.PutIfAbsentAsync("f", Bytes("x"), cancelled.Token));
        Assert.Null(await Store.TryReadAsync("f", CancellationToken.None));
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static string? Text(byte[]? content) => content is null ? null : Encoding.UTF8.GetString(content);

    protected Task PutAsync(string path, string text) => Store.PutAsync(path, Bytes(text), CancellationToken.None);

    /// <summary>The paths of all files below a folder, ordered.</summary>
    protected async Task<string[]> AllAsync(string folder)
    {
        List<string> paths = [];
        await foreach (StoredFile file in Store.ListAllAsync(folder, CancellationToken.None))
        {
            paths.Add(file.Name);
        }

        return [.. paths.Order(StringComparer.Ordinal)];
    }

    private async Task<StoredFile> FirstAsync(string folder)
    {
        await foreach (StoredFile file in Store.ListAllAsync(folder, CancellationToken.None))
        {
            return file;
        }

        throw new InvalidOperationException($"nothing below {folder}");
    }

    private async Task<T[]> RaceAsync<T>(Func<ITableStore, int, Task<T>> act)
    {
        using Barrier start = new(Writers);
        return await Task.WhenAll(
            Enumerable
                .Range(0, Writers)
                .Select(number =>
                    Task.Factory.StartNew(
                            () =>
                            {
                                ITableStore own = Reopen();
                                start.SignalAndWait();
                                return act(own, number);
                            },
                            CancellationToken.None,
                            TaskCreationOptions.LongRunning,
                            TaskScheduler.Default)
                        .Unwrap()));
    }
}

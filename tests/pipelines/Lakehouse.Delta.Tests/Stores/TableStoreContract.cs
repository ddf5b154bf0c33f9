using System.Text;
using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Tests.Stores;

/// <summary>What the commit protocol asks of any store. A new store gets a class that derives from this one.</summary>
public abstract class TableStoreContract
{
    protected abstract ITableStore Store { get; }

    /// <summary>The same files through another instance, as another process would see them.</summary>
    protected abstract ITableStore Reopen();

    [Fact]
    public async Task A_folder_that_is_not_there_lists_as_empty() =>
        Assert.Empty(await Store.ListAsync("_delta_log", null, CancellationToken.None));

    [Fact]
    public async Task A_file_that_is_not_there_reads_as_null() =>
        Assert.Null(await Store.TryReadAsync("a/b/c.json", CancellationToken.None));

    [Fact]
    public async Task A_put_is_read_back_byte_for_byte()
    {
        byte[] content = [0, 255, 10, 13, 26, .. "Zürich 日本"u8];

        Assert.True(await Store.TryPutIfAbsentAsync("_delta_log/x.json", content, CancellationToken.None));

        Assert.Equal(content, await Reopen().TryReadAsync("_delta_log/x.json", CancellationToken.None));
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        Assert.True(await Store.TryPutIfAbsentAsync("empty", ReadOnlyMemory<byte>.Empty, CancellationToken.None));

        Assert.Empty(Assert.IsType<byte[]>(await Store.TryReadAsync("empty", CancellationToken.None)));
        Assert.False(await Store.TryPutIfAbsentAsync("empty", Bytes("x"), CancellationToken.None));
    }

    [Fact]
    public async Task A_put_if_absent_leaves_the_file_that_is_there()
    {
        Assert.True(await Store.TryPutIfAbsentAsync("f", Bytes("first"), CancellationToken.None));

        Assert.False(await Reopen().TryPutIfAbsentAsync("f", Bytes("second"), CancellationToken.None));
        Assert.Equal("first", Text(await Store.TryReadAsync("f", CancellationToken.None)));
    }

    [Fact]
    public async Task A_put_replaces_the_file_that_is_there()
    {
        await Store.PutAsync("f", Bytes("a longer first text"), CancellationToken.None);
        await Store.PutAsync("f", Bytes("second"), CancellationToken.None);

        Assert.Equal("second", Text(await Reopen().TryReadAsync("f", CancellationToken.None)));
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_may_be_deleted_again()
    {
        await Store.PutAsync("a/f", Bytes("x"), CancellationToken.None);
        await Store.DeleteAsync("a/f", CancellationToken.None);
        await Store.DeleteAsync("a/f", CancellationToken.None);

        Assert.Null(await Store.TryReadAsync("a/f", CancellationToken.None));
        Assert.Empty(await Store.ListAsync("a", null, CancellationToken.None));
    }

    [Fact]
    public async Task A_listing_is_ordered_by_bytes_and_begins_where_it_is_told()
    {
        foreach (string name in new[] { "b", "a", "B", "\U0001F600", "\uFFFD", "ab" })
        {
            await Store.PutAsync($"d/{name}", Bytes(name), CancellationToken.None);
        }

        await Store.PutAsync("d/deeper/z", Bytes("z"), CancellationToken.None);

        IReadOnlyList<StoredFile> all = await Store.ListAsync("d", null, CancellationToken.None);
        Assert.Equal(["B", "a", "ab", "b", "\uFFFD", "\U0001F600"], all.Select(file => file.Name));
        Assert.Equal([1, 1, 2, 1, 3, 4], all.Select(file => file.SizeBytes));
        IReadOnlyList<StoredFile> some = await Store.ListAsync("d", "ab", CancellationToken.None);
        Assert.Equal(["ab", "b", "\uFFFD", "\U0001F600"], some.Select(file => file.Name));
    }

    [Fact]
    public async Task Names_with_special_characters_are_taken_as_they_are()
    {
        string path = "p=a%20b +é日{}[]&#/part %25.parquet";
        await Store.PutAsync(path, Bytes("x"), CancellationToken.None);

        Assert.Equal("x", Text(await Reopen().TryReadAsync(path, CancellationToken.None)));
        Assert.Null(await Store.TryReadAsync(Uri.UnescapeDataString(path), CancellationToken.None));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/x")]
    [InlineData("../x")]
    [InlineData("a/../../x")]
    [InlineData("a//b")]
    public async Task A_path_outside_the_root_is_refused(string path) =>
        await Assert.ThrowsAsync<ArgumentException>(() => Store.PutAsync(path, Bytes("x"), CancellationToken.None));

    [Fact]
    public async Task Of_many_puts_to_one_name_exactly_one_succeeds()
    {
        for (int round = 0; round < 20; round++)
        {
            string path = $"_delta_log/{round:D20}.json";
            using Barrier start = new(8);
            Task<bool>[] puts =
            [
                .. Enumerable
                    .Range(0, 8)
                    .Select(writer =>
                        Task.Factory.StartNew(
                                () =>
                                {
                                    ITableStore own = Reopen();
                                    start.SignalAndWait();
                                    return own.TryPutIfAbsentAsync(
                                        path,
                                        Bytes($"writer {writer}"),
                                        CancellationToken.None
                                    );
                                },
                                CancellationToken.None,
                                TaskCreationOptions.LongRunning,
                                TaskScheduler.Default
                            )
                            .Unwrap()
                    ),
            ];

            bool[] won = await Task.WhenAll(puts);

            int winner = Assert.Single(Enumerable.Range(0, 8), writer => won[writer]);
            Assert.Equal($"writer {winner}", Text(await Store.TryReadAsync(path, CancellationToken.None)));
        }

        Assert.Equal(20, (await Store.ListAsync("_delta_log", null, CancellationToken.None)).Count);
    }

    [Fact]
    public async Task A_cancelled_call_changes_nothing()
    {
        using CancellationTokenSource cancelled = new();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.PutAsync("f", Bytes("x"), cancelled.Token)
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Store.TryPutIfAbsentAsync("f", Bytes("x"), cancelled.Token)
        );
        Assert.Null(await Store.TryReadAsync("f", CancellationToken.None));
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string? Text(byte[]? content) => content is null ? null : Encoding.UTF8.GetString(content);
}

using Lakehouse.Delta.S3;
using Lakehouse.Delta.Stores;
using Lakehouse.Testing;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Delta.S3.Tests;

/// <summary>What every store must do, and what is particular to S3, on a real server.</summary>
[NeedsS3]
public sealed class S3TableStoreTests : TableStoreContract, IClassFixture<S3ServerFixture>, IDisposable
{
    private readonly S3Server _server;
    private readonly S3Table _table;

    public S3TableStoreTests(S3ServerFixture fixture)
    {
        _server = fixture.Server!; // Where there is none, every test skips.
        _table = new S3Table(_server);
    }

    protected override ITableStore Store => _table.Store;

    protected override ITableStore Reopen() => _table.Open(_table.Cache).Open(_table.Location + "/");

    public void Dispose() => _table.Dispose();

    [S3Fact]
    public async Task More_files_than_a_page_holds_are_listed()
    {
        await Parallel.ForAsync(0, 1203, async (number, token) => await Store.PutAsync($"_delta_log/{number:D20}.json", Bytes("x"), token));

        IReadOnlyList<StoredFile> all = await Store.ListAsync("_delta_log", null, CancellationToken.None);
        Assert.Equal(Enumerable.Range(0, 1203).Select(number => $"{number:D20}.json"), all.Select(file => file.Name));
        Assert.Equal(53, (await Store.ListAsync("_delta_log", $"{1150:D20}", CancellationToken.None)).Count);
        Assert.Equal(1203, (await AllAsync("")).Length);
    }

    [S3Fact]
    public async Task A_wrong_key_is_named_as_such()
    {
        S3Options options = S3Table.OptionsOf(_server);
        using WrongSecret wrong = new();
        using S3StoreProvider provider = new(options, _table.Cache, TimeProvider.System);
        await RequireCodeAsync("LH1012", () => provider.Open(_table.Location).ListAsync("", null, CancellationToken.None));
    }

    [S3Fact]
    public async Task A_bucket_that_is_not_there_is_named_as_such()
    {
        ITableStore store = _table.Provider.Open("s3://no-such-bucket/t");

        await RequireCodeAsync("LH1011", () => store.ListAsync("", null, CancellationToken.None));
        await RequireCodeAsync("LH1011", () => store.PutAsync("f", Bytes("x"), CancellationToken.None));
        await RequireCodeAsync("LH1011", () => store.PutIfAbsentAsync("f", Bytes("x"), CancellationToken.None));
    }

    [S3Fact]
    public async Task A_service_that_does_not_answer_is_named_as_such_and_a_put_to_it_has_not_happened()
    {
        using S3Server gone = new();
        S3Options options = S3Table.OptionsOf(gone);
        gone.Kill();
        ITableStore store = _table.Open(_table.Cache, options).Open("s3://lake/t");

        await RequireCodeAsync("LH1016", () => store.PutIfAbsentAsync("f", Bytes("x"), CancellationToken.None));
        await RequireCodeAsync("LH1016", () => store.TryReadAsync("f", CancellationToken.None));
    }

    [S3Fact]
    public void A_registry_opens_a_bucket_and_a_folder_and_names_what_it_knows()
    {
        StoreRegistry registry = new(_table.Provider);
        using TemporaryFolder folder = new();

        Assert.Equal("s3://lake/a b/c", registry.Open("S3://lake/a b/c/").Root);
        Assert.Equal(folder.FullPath, registry.Open(folder.FullPath).Root);
        Assert.Equal(folder.FullPath, registry.Open("file://" + folder.FullPath).Root);
        DeltaException refusal = Assert.Throws<DeltaException>(() => registry.Open("gs://lake/t"));
        Assert.Equal("LH1008", refusal.Code);
        Assert.Contains("s3://", refusal.Found, StringComparison.Ordinal);
        Assert.Equal("s3://lake/w/gold/t", StoreRegistry.Join("s3://lake/w/", "gold", "t"));
    }

    [S3Fact]
    public async Task The_trial_of_conditional_puts_leaves_nothing_behind()
    {
        Assert.True(await Store.HasAtomicPutIfAbsentAsync(CancellationToken.None));

        Assert.Empty(await AllAsync(""));
    }

    [S3Fact]
    public async Task A_file_that_changed_is_located_with_its_new_content()
    {
        await PutAsync("_delta_log/00000000000000000010.checkpoint.parquet", "old");
        string location = await Store.LocateAsync("_delta_log/00000000000000000010.checkpoint.parquet", CancellationToken.None);
        await PutAsync("_delta_log/00000000000000000010.checkpoint.parquet", "other");

        Assert.Equal(location, await Store.LocateAsync("_delta_log/00000000000000000010.checkpoint.parquet", CancellationToken.None));

        Assert.Equal("other", await File.ReadAllTextAsync(location));
        await Assert.ThrowsAsync<FileNotFoundException>(() => Store.LocateAsync("absent", CancellationToken.None));
    }

    private static async Task RequireCodeAsync(string code, Func<Task> call)
    {
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(call);
        Assert.True(code == failure.Code, failure.Message);
        Assert.NotEmpty(failure.NextStep);
    }

    /// <summary>A wrong key in the environment, until it is disposed.</summary>
    private sealed class WrongSecret : IDisposable
    {
        private readonly string? _right = Environment.GetEnvironmentVariable("AWS_SECRET_ACCESS_KEY");

        public WrongSecret() => Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "wrong");

        public void Dispose() => Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", _right);
    }
}

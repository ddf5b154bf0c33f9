using Lakehouse.Delta.Stores;
using Lakehouse.Testing;
using Lakehouse.Testing.Stores;

namespace Lakehouse.Delta.Tests.Stores;

public sealed class LocalTableStoreTests : TableStoreContract, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public LocalTableStoreTests() => Store = new LocalTableStore(_folder.FullPath);

    protected override ITableStore Store { get; }

    protected override ITableStore Reopen() => new LocalTableStore(_folder.FullPath + Path.DirectorySeparatorChar);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_put_leaves_no_hidden_file_behind()
    {
        Assert.True(await Store.TryPutIfAbsentAsync("d/f", Bytes("x"), CancellationToken.None));
        Assert.False(await Store.TryPutIfAbsentAsync("d/f", Bytes("y"), CancellationToken.None));
        await Store.PutAsync("d/f", Bytes("z"), CancellationToken.None);

        Assert.Equal(["f"], Directory.GetFileSystemEntries(_folder.At("d")).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_file_that_a_crash_left_half_written_is_not_listed()
    {
        _folder.Write("d/.tmp-99-abc", "half");
        _folder.Write("d/f", "whole");

        Assert.Equal(["f"], (await Store.ListAsync("d", null, CancellationToken.None)).Select(file => file.Name));
    }

    [Fact]
    public async Task A_root_with_special_characters_is_an_ordinary_folder()
    {
        LocalTableStore odd = new(_folder.At("my table %20 é日"));

        Assert.True(await odd.TryPutIfAbsentAsync("f", Bytes("x"), CancellationToken.None));
        Assert.True(File.Exists(_folder.At("my table %20 é日", "f")));
        Assert.False(odd.Root.EndsWith('/'));
    }

    [Fact]
    public async Task A_file_in_the_place_of_a_folder_is_reported_with_the_path()
    {
        _folder.Write("d", "a file");

        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            Store.PutAsync("d/f", Bytes("x"), CancellationToken.None)
        );
        Assert.Equal("LH1003", failure.Code);
        Assert.Contains(_folder.At("d", "f"), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, "LH1001")]
    [InlineData(122, "LH1001")]
    [InlineData(unchecked((int)0x80070070), "LH1001")]
    [InlineData(30, "LH1002")]
    [InlineData(95, "LH1004")]
    [InlineData(1, "LH1004")]
    [InlineData(36, "LH1006")]
    [InlineData(unchecked((int)0x800700CE), "LH1006")]
    [InlineData(5, "LH1003")]
    public void Errors_of_the_system_have_codes_and_next_steps(int error, string code)
    {
        DeltaException failure = StoreFailure.Explain(new IOException("the system's words", error), "put", "/t/f");

        Assert.Equal(code, failure.Code);
        Assert.Contains("/t/f", failure.Found, StringComparison.Ordinal);
        Assert.NotEmpty(failure.NextStep);
    }

    [Fact]
    public async Task A_name_longer_than_the_file_system_takes_says_so()
    {
        foreach (string path in new[] { new string('x', 300), string.Join('/', Enumerable.Repeat(new string('y', 200), 30)) })
        {
            DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
                Store.PutAsync(path, Bytes("x"), CancellationToken.None)
            );
            Assert.Equal("LH1006", failure.Code);
        }
    }

    [Fact]
    public async Task A_folder_in_which_nothing_may_be_made_says_so()
    {
        // Not even root may make a folder in the kernel's own file system.
        if (!OperatingSystem.IsLinux() || !Directory.Exists("/sys/kernel"))
        {
            return;
        }

        LocalTableStore store = new("/sys/kernel/lakehouse-table");
        DeltaException failure = await Assert.ThrowsAsync<DeltaException>(() =>
            store.PutIfAbsentAsync("_delta_log/0.json", Bytes("x"), CancellationToken.None)
        );
        Assert.Equal("LH1002", failure.Code);
    }

    [Fact]
    public async Task What_a_crash_left_is_listed_to_a_vacuum()
    {
        _folder.Write("_delta_log/.tmp-99-abc", "half");
        _folder.Write("_staging-1/part.parquet", "half");

        Assert.Equal(["_delta_log/.tmp-99-abc", "_staging-1/part.parquet"], await AllAsync(""));
    }

    [Fact]
    public async Task A_link_to_a_folder_is_listed_as_a_file_and_not_followed()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using TemporaryFolder elsewhere = new();
        elsewhere.Write("other/file", "not of this table");
        _folder.Write("d/own", "x");
        Directory.CreateSymbolicLink(_folder.At("d", "link"), elsewhere.FullPath);

        Assert.DoesNotContain(await AllAsync(""), path => path.Contains("file", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_copy_that_ends_early_leaves_nothing()
    {
        await Assert.ThrowsAsync<DeltaException>(() =>
            Store.UploadAsync(_folder.At("absent"), "d/copy", CancellationToken.None)
        );

        Assert.Empty(await AllAsync(""));
    }

    [Fact]
    public void A_missing_right_has_a_code() =>
        Assert.Equal("LH1002", StoreFailure.Explain(new UnauthorizedAccessException("denied"), "write", "/t/f").Code);

    [Fact]
    public void A_link_to_a_taken_name_says_so_and_other_failures_carry_the_error_number()
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        string first = _folder.Write("first", "1");
        string second = _folder.Write("second", "2");

        Assert.False(PosixFiles.TryLink(first, second));
        Assert.Equal("2", File.ReadAllText(second));
        IOException? absent = null;
        try
        {
            _ = PosixFiles.TryLink(_folder.At("none"), _folder.At("third"));
        }
        catch (IOException failure)
        {
            absent = failure;
        }

        Assert.Equal(2, absent?.HResult);
    }
}

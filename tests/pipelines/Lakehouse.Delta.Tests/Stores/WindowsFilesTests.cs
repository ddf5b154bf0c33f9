using Lakehouse.Delta.Stores;

namespace Lakehouse.Delta.Tests.Stores;

/// <summary>What is different on Windows, as far as it can be tried on every system.</summary>
public sealed class WindowsFilesTests
{
    [Theory]
    [InlineData("_delta_log/00000000000000000000.json")]
    [InlineData("region=US%2FEast 10%25/part-0.parquet")]
    [InlineData("company=console/x")]
    [InlineData("a.b.c/é日")]
    [InlineData(".tmp-1")]
    public void A_name_that_windows_keeps_is_taken(string path) => WindowsNames.Require(path);

    [Theory]
    [InlineData("a:b")]
    [InlineData("p=what?/x")]
    [InlineData("back\\slash")]
    [InlineData("dot./x")]
    [InlineData("space /x")]
    [InlineData("con")]
    [InlineData("p/NUL.parquet")]
    [InlineData("COM1.a.b/x")]
    [InlineData("aux .txt")]
    [InlineData("tab\t")]
    public void A_name_that_windows_would_change_is_refused(string path)
    {
        DeltaException failure = Assert.Throws<DeltaException>(() => WindowsNames.Require(path));

        Assert.Equal("LH1005", failure.Code);
        Assert.Contains(path, failure.Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_a_scanner_holds_is_tried_again_with_growing_pauses()
    {
        Queue<int> errors = new([32, 5, 33, 0]);
        List<int> pauses = [];

        Assert.Equal(0, WindowsFiles.Repeat(errors.Dequeue, pauses.Add));

        Assert.Equal([10, 20, 40], pauses);
    }

    [Fact]
    public void A_file_that_stays_held_is_given_up_within_two_seconds()
    {
        List<int> pauses = [];

        Assert.Equal(32, WindowsFiles.Repeat(() => 32, pauses.Add));

        Assert.InRange(pauses.Sum(), 500, 2000);
    }

    [Theory]
    [InlineData(80)]
    [InlineData(183)]
    public void A_taken_name_is_an_answer_and_is_not_tried_again(int error)
    {
        Assert.True(WindowsFiles.IsTaken(error));
        Assert.Equal(error, WindowsFiles.Repeat(() => error, _ => Assert.Fail("no pause")));
    }

    [Theory]
    [InlineData(112, "LH1001")]
    [InlineData(19, "LH1002")]
    [InlineData(5, "LH1002")]
    [InlineData(206, "LH1006")]
    [InlineData(1, "LH1003")]
    public void Errors_of_windows_have_codes(int error, string code) =>
        Assert.Equal(code, StoreFailure.Explain(WindowsFiles.Failure(error, "C:\\t\\f"), "write", "C:\\t\\f").Code);
}

using System.IO.Compression;
using System.Text;
using Lakehouse.Sample.Chance;
using Lakehouse.Sample.Extracts;

namespace Lakehouse.Sample.Tests.Extracts;

public sealed class PortableGzipTests
{
    public static TheoryData<string, byte[]> Inputs => new()
    {
        { "nothing", [] },
        { "one byte", [42] },
        { "two bytes", "ab"u8.ToArray() },
        { "one byte many times", [.. Enumerable.Repeat((byte)7, 100_000)] },
        { "every byte", [.. Enumerable.Range(0, 70_000).Select(i => (byte)(i % 256))] },
        { "no pattern", Noise(50_000) },
        { "the same far back", [.. Noise(32_768), .. Noise(32_768)] },
        { "the same too far back", [.. Noise(32_769), .. Noise(32_769)] },
        { "text", Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, 3_000).Select(i => $"{{\"id\":{i},\"größe\":\"x\"}}\n"))) },
    };

    [Theory]
    [MemberData(nameof(Inputs))]
    public void Another_reader_gets_back_what_was_compressed(string name, byte[] input)
    {
        byte[] compressed = PortableGzip.Compress(input);
        using GZipStream reader = new(new MemoryStream(compressed), CompressionMode.Decompress);
        using MemoryStream output = new();
        reader.CopyTo(output);

        Assert.True(input.AsSpan().SequenceEqual(output.ToArray()), name);
    }

    [Fact]
    public void Text_shrinks_to_a_fraction()
    {
        byte[] text = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"type\":\"OPEN\",\"recipient\":\"a@b.example\"}\n", 1_000)));

        Assert.InRange(PortableGzip.Compress(text).Length, 1, text.Length / 20);
    }

    [Fact]
    public void The_header_has_no_name_and_no_time() =>
        Assert.Equal([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255], PortableGzip.Compress([1, 2, 3]).Take(10));

    private static byte[] Noise(int count)
    {
        RandomStream stream = RandomStream.Of(1, "noise");
        return [.. Enumerable.Range(0, count).Select(_ => (byte)stream.NextInt(256))];
    }
}

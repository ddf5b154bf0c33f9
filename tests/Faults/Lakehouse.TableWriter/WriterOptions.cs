using System.Globalization;

namespace Lakehouse.TableWriter;

/// <summary>What a writer is told.</summary>
/// <param name="Location">The table: a folder, or <c>s3://bucket/prefix</c>.</param>
/// <param name="Name">The writer's name, which is the partition that it owns.</param>
/// <param name="Seed">Of its choices.</param>
/// <param name="Duration">How long it works.</param>
/// <param name="Most">How many pieces of work at the most.</param>
/// <param name="Work">What it chooses from: <c>append</c>, <c>replace</c>, <c>delete</c>, <c>merge</c>, <c>optimize</c>, <c>vacuum</c>, <c>read</c>.</param>
internal sealed record WriterOptions(string Location, string Name, int Seed, TimeSpan Duration, int Most, IReadOnlyList<string> Work)
{
    public static WriterOptions? TryParse(string[] words) =>
        words.Length == 6
            ? new WriterOptions(
                words[0],
                words[1],
                int.Parse(words[2], CultureInfo.InvariantCulture),
                TimeSpan.FromSeconds(double.Parse(words[3], CultureInfo.InvariantCulture)),
                int.Parse(words[4], CultureInfo.InvariantCulture),
                words[5].Split(','))
            : null;
}

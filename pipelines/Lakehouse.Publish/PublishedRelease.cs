namespace Lakehouse.Publish;

/// <summary>Which release readers have before them.</summary>
/// <param name="Number">The release's number.</param>
/// <param name="RunId">The run that published it.</param>
/// <param name="AsOf">The instant that the run took as now.</param>
/// <param name="Project">The project's name.</param>
public sealed record PublishedRelease(long Number, string RunId, DateTimeOffset AsOf, string Project);

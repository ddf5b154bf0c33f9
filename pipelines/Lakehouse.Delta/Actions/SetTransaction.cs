namespace Lakehouse.Delta.Actions;

/// <summary>The newest version that an application recorded in a table, for exactly-once writes.</summary>
/// <param name="AppId">The application's own id.</param>
/// <param name="Version">The application's own counter.</param>
/// <param name="LastUpdated">When it was recorded, or null.</param>
public sealed record SetTransaction(string AppId, long Version, DateTimeOffset? LastUpdated = null);

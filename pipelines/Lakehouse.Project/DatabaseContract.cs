namespace Lakehouse.Project;

/// <summary>The database that a source is read from.</summary>
/// <param name="Connection">
/// The connection's text (<c>Host=…;Database=…;Username=…</c>), variables still in it; null where a file holds it. Never with a password of its own.
/// </param>
/// <param name="ConnectionFile">The file that holds the connection's text, variables still in it; null where <paramref name="Connection"/> is there.</param>
/// <param name="Where">The file and line that say so, for errors.</param>
public sealed record DatabaseContract(string? Connection, string? ConnectionFile, string Where);

namespace Lakehouse.Ingest;

/// <summary>Something that a person should know and that stops nothing.</summary>
/// <param name="Code">The stable code, <c>LH</c> and four digits.</param>
/// <param name="File">The file it is about, below the landing folder; null when it is about the entity.</param>
/// <param name="Text">What was found.</param>
public sealed record LandingNotice(string Code, string? File, string Text)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Code}: {Text}";
}

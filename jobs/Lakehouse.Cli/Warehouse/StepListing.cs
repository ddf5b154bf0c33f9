namespace Lakehouse.Cli.Warehouse;

/// <summary>A line of <c>ls</c>.</summary>
/// <param name="Step">The table.</param>
/// <param name="Kind">What makes it: source, definition, or the model's kind.</param>
/// <param name="Tags">The model's tags, joined by commas.</param>
/// <param name="Owner">Who answers for it, or null.</param>
/// <param name="File">The file that says how it is made, or null.</param>
/// <param name="Description">What a row is, or null.</param>
internal sealed record StepListing(string Step, string Kind, string Tags, string? Owner, string? File, string? Description);

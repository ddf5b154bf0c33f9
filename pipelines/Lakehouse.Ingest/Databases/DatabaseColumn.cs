namespace Lakehouse.Ingest.Databases;

/// <summary>A column of a query.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in the database's words.</param>
internal sealed record DatabaseColumn(string Name, string Type)
{
    /// <summary>Writes it so that the landing understands its text.</summary>
    /// <returns>An expression with the column's name.</returns>
    public string Expression()
    {
        string name = PostgresSnapshot.Quote(Name);
        string value = Type switch
        {
            "boolean" => $"case when {name} then 'true' when not {name} then 'false' end",
            _ when Type.EndsWith("[]", StringComparison.Ordinal) => $"to_json({name})",
            _ => name,
        };
        return $"{value} as {name}";
    }
}

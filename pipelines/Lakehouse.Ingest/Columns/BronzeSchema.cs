using Lakehouse.Delta.Schema;
using Lakehouse.Delta.Snapshots;
using Lakehouse.Engine;
using Lakehouse.Ingest.Loading;
using Lakehouse.Project;

namespace Lakehouse.Ingest.Columns;

/// <summary>Finds the columns of a bronze table after a landing.</summary>
/// <param name="entity">The contract.</param>
/// <param name="table">The table's name.</param>
internal sealed class BronzeSchema(EntityContract entity, TableName table)
{
    /// <summary>The table's columns with those that files add: what is there stays, and what is new comes last.</summary>
    /// <param name="bronze">The table, or null.</param>
    /// <param name="files">The files.</param>
    /// <returns>The columns.</returns>
    /// <exception cref="IngestException"><c>LH3024</c>: a contracted column has another type in the table.</exception>
    public StructType With(Snapshot? bronze, IReadOnlyList<Candidate> files)
    {
        var fields = new List<StructField>(bronze?.Schema.Fields ?? []);
        var names = new HashSet<string>(fields.Select(field => field.Name), StringComparer.OrdinalIgnoreCase);
        foreach (StructField wanted in LandingColumns.TableSchema(entity).Fields)
        {
            if (names.Add(wanted.Name))
            {
                fields.Add(wanted);
                continue;
            }

            StructField there = fields.First(field => string.Equals(field.Name, wanted.Name, StringComparison.OrdinalIgnoreCase));
            if (there.Type != wanted.Type)
            {
                throw new IngestException(
                    "LH3024",
                    $"found column {wanted.Name} as {wanted.Type.ToSql()} in the contract of {entity.Name} and as {there.Type.ToSql()} in the table {table}, expected one type.",
                    "Take the change of the contract back, or move the table's folder away and land all files again.");
            }
        }

        fields.AddRange(files
            .SelectMany(file => file.Map.Added)
            .Where(names.Add)
            .Select(name => new StructField(name, new PrimitiveType(PrimitiveKind.String))));
        return new StructType(fields);
    }
}

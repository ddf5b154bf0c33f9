using System.Globalization;
using Lakehouse.Delta.Actions;
using Lakehouse.Delta.Schema;
using Lakehouse.Engine.DuckDb.Text;
using Lakehouse.Engine.Tables;

namespace Lakehouse.Engine.DuckDb.Relations;

/// <summary>Writes the SELECT that makes the partition values of files a table, without opening one.</summary>
internal static class PartitionRelation
{
    /// <summary>Writes the SELECT.</summary>
    /// <param name="columns">The table's columns.</param>
    /// <param name="files">The files.</param>
    /// <returns>One SELECT with <see cref="FilePosition.File"/> and the partition columns, a row a file.</returns>
    public static string Select(RelationColumns columns, IReadOnlyList<AddFile> files)
    {
        if (files.Count == 0)
        {
            StructField number = new(FilePosition.File, new PrimitiveType(PrimitiveKind.Long));
            return ParquetRelation.Empty(new StructType([number, .. columns.Partitions]));
        }

        IEnumerable<string> selected = columns.Partitions.Select(
            (field, at) => $"{ParquetRelation.PartitionValue(Column(at), field.Type)} as {SqlText.Identifier(field.Name)}"
        );
        IEnumerable<string> names = columns.Partitions.Select((_, at) => Column(at));
        return $"select {SqlText.List(selected.Prepend(FilePosition.File))} from (values "
            + $"{SqlText.List(files.Select((file, index) => Row(columns, file, index)))}) "
            + $"as p({SqlText.List(names.Prepend(FilePosition.File))})";
    }

    private static string Row(RelationColumns columns, AddFile file, int index)
    {
        IEnumerable<string> values = columns.Partitions.Select(field =>
            $"cast({SqlText.Literal(ParquetRelation.TextOf(file.PartitionValues, field, columns.Mapping))} as VARCHAR)"
        );
        return string.Create(CultureInfo.InvariantCulture, $"({SqlText.List(values.Prepend($"{index}::BIGINT"))})");
    }

    private static string Column(int at) => string.Create(CultureInfo.InvariantCulture, $"p{at}");
}

using Lakehouse.Delta.Schema;

namespace Lakehouse.Project;

/// <summary>The contract of an entity's keys that its database has deleted: <c>bronze.SOURCE_ENTITY_deleted</c>.</summary>
public static class DeletedKeysContract
{
    /// <summary>The column that says when the key was seen to be gone or back: an instant, UTC.</summary>
    public const string SeenAt = "seen_at";

    /// <summary>The column that says whether it was gone; false: it was back.</summary>
    public const string IsDeleted = "is_deleted";

    private const string Suffix = "_deleted";

    /// <summary>Makes the contract.</summary>
    /// <param name="entity">The entity; it has a key.</param>
    /// <returns>Its key's columns, then <see cref="SeenAt"/> and <see cref="IsDeleted"/>.</returns>
    public static EntityContract Of(EntityContract entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return new EntityContract
        {
            Name = entity.Name + Suffix,
            TableName = entity.TableName + Suffix,
            FilePattern = $"{entity.Name}{Suffix}/*.csv",
            Format = new FileFormat { Kind = FileKind.Csv },
            Key = entity.Key,
            Cursor = SeenAt,
            Columns =
            [
                .. entity.Key.Select(key => entity.Columns.First(column => column.Name == key)),
                new ColumnContract(SeenAt, new PrimitiveType(PrimitiveKind.Timestamp)),
                new ColumnContract(IsDeleted, new PrimitiveType(PrimitiveKind.Boolean)),
            ],
        };
    }
}

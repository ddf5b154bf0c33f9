using System.Security.Cryptography;
using System.Text;

namespace Lakehouse.Ingest.Batches;

/// <summary>Ids that follow from what they name, so that a landing that is repeated after a crash gives the same ones.</summary>
internal static class BatchIds
{
    private const int Digits = 32;

    /// <summary>The id of the batch that lands some content.</summary>
    public static string OfContent(string source, string entity, string sha256) => Of("content", source, entity, sha256);

    /// <summary>The id of the batch that records the same content under another name.</summary>
    public static string OfRedelivery(string source, string entity, string file, string sha256) => Of("redelivery", source, entity, file, sha256);

    /// <summary>The id of the batch that records a refusal.</summary>
    public static string OfRefusal(string source, string entity, string sha256) => Of("refusal", source, entity, sha256);

    /// <summary>The application transaction of a content in its bronze table.</summary>
    public static string IngestTransaction(string sha256) => $"ingest:{sha256}";

    /// <summary>The application transaction of a content in the quarantine.</summary>
    public static string QuarantineTransaction(string source, string entity, string sha256) => $"quarantine:{source}.{entity}:{sha256}";

    /// <summary>The application transaction, in the batch table, of a file and its content.</summary>
    public static string FileTransaction(string source, string entity, string file, string sha256) => "file:" + Of("file", source, entity, file, sha256);

    /// <summary>The application transaction, in the batch table, of a refused content.</summary>
    public static string RefusalTransaction(string source, string entity, string sha256) => "refusal:" + OfRefusal(source, entity, sha256);

    /// <summary>The application transaction, in the batch table, whose version is the last bronze commit that was taken over.</summary>
    public static string ProjectionTransaction(string tableName, string tableId) => $"bronze:{tableName}:{tableId}";

    private static string Of(params string[] parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..Digits];
}

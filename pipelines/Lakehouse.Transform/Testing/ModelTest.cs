using Lakehouse.Engine;

namespace Lakehouse.Transform.Testing;

/// <summary>A test of a model: rows that its inputs have, and the rows that must come out.</summary>
public sealed record ModelTest
{
    /// <summary>The file it was read from.</summary>
    public required string File { get; init; }

    /// <summary>The model.</summary>
    public required TableName Model { get; init; }

    /// <summary>The rule that it shows, one sentence.</summary>
    public required string Why { get; init; }

    /// <summary><c>$as_of</c>. Default: the start of 2025, UTC.</summary>
    public required DateTimeOffset AsOf { get; init; }

    /// <summary>Values of parameters that differ from the project's, as text; null for NULL.</summary>
    public required IReadOnlyDictionary<string, string?> Parameters { get; init; }

    /// <summary>The rows of inputs by table; an input that is not named has none.</summary>
    public required IReadOnlyDictionary<TableName, IReadOnlyList<ModelTestRow>> Given { get; init; }

    /// <summary>The rows that the model's own table has before; null where the test is about the SELECT alone.</summary>
    public required IReadOnlyList<ModelTestRow>? Existing { get; init; }

    /// <summary>The rows that must come out, in no order, compared in the columns that any of them names.</summary>
    public required IReadOnlyList<ModelTestRow> Expect { get; init; }

    /// <summary>Reads a test.</summary>
    /// <param name="file">The YAML file.</param>
    /// <returns>The test.</returns>
    /// <exception cref="TransformException">The file is not as documented: the line and column are named.</exception>
    public static ModelTest Read(string file) => ModelTestReader.Read(file);
}

/// <summary>A row of a test as its file has it.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Values">The values as text by column, null for NULL; other columns are NULL.</param>
public sealed record ModelTestRow(int Line, IReadOnlyDictionary<string, string?> Values);

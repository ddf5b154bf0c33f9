namespace Lakehouse.Engine.Tables;

/// <summary>The columns that tell where a row of a table lies.</summary>
public static class FilePosition
{
    /// <summary>The column with the number of the row's file in the list of bound files, from 0.</summary>
    public const string File = "_lh_file";

    /// <summary>The column with the number of the row within its file, from 0, deleted rows counted.</summary>
    public const string Row = "_lh_row";
}

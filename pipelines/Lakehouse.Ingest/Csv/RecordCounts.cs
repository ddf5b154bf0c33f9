namespace Lakehouse.Ingest.Csv;

/// <summary>What a scan has counted.</summary>
internal record struct RecordCounts
{
    /// <summary>Records, the faulty ones included and blank lines not.</summary>
    public long Records { get; set; }

    /// <summary>Records that cannot be read.</summary>
    public long Faults { get; set; }

    /// <summary>The first of them, or null.</summary>
    public FaultAt? FirstFault { get; set; }

    /// <summary>Lines without anything.</summary>
    public long BlankLines { get; set; }

    /// <summary>Records that end in a line feed alone.</summary>
    public long LineFeedEnds { get; set; }

    /// <summary>Records that end in a carriage return and a line feed.</summary>
    public long CarriageReturnEnds { get; set; }

    /// <summary>Whether a field may begin with a blank. True also where nobody looked.</summary>
    public bool MayHaveLeadingBlanks { get; set; }

    /// <summary>The line on which the next record begins, from 1.</summary>
    public long Line { get; set; }

    /// <summary>The bytes before the next record.</summary>
    public long Offset { get; set; }
}

/// <summary>A record that cannot be read.</summary>
/// <param name="Fault">Why.</param>
/// <param name="Place">Where.</param>
internal sealed record FaultAt(RecordFault Fault, RecordPlace Place);

namespace Lakehouse.Transform.Models;

/// <summary>How a model's rows become its table's rows.</summary>
public enum ModelKind
{
    /// <summary><c>full</c>: they replace the table.</summary>
    Full,

    /// <summary><c>by_key</c>: a row replaces the one with the same key, or is added.</summary>
    ByKey,

    /// <summary><c>by_period</c>: the periods that occur in them are replaced whole; others stay.</summary>
    ByPeriod,

    /// <summary><c>append</c>: they are added.</summary>
    Append,
}

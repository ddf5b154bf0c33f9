namespace Lakehouse.Sample.World;

/// <summary>What makes a company special, if anything.</summary>
internal enum CompanyKind
{
    /// <summary>Nothing.</summary>
    Single,

    /// <summary>The head of a group.</summary>
    GroupParent,

    /// <summary>A part of a group, with a web domain of its own.</summary>
    Subsidiary,

    /// <summary>A part of a group that uses the group's web domain.</summary>
    SharedDomainSubsidiary,

    /// <summary>One of several independent companies under one brand.</summary>
    Franchise,

    /// <summary>A company with the same name as another one in another country, with which it has nothing to do.</summary>
    Namesake,

    /// <summary>A business whose people write from free-mail addresses and that has no web site.</summary>
    FreeMail,
}

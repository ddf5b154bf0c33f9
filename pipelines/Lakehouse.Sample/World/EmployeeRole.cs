namespace Lakehouse.Sample.World;

/// <summary>What somebody of the sample company does.</summary>
internal enum EmployeeRole
{
    /// <summary>Nobody: the integration that writes records at night.</summary>
    Integration,

    /// <summary>Leads everything.</summary>
    Executive,

    /// <summary>Leads sellers.</summary>
    SalesManager,

    /// <summary>Wins new customers.</summary>
    Seller,

    /// <summary>Keeps and grows customers.</summary>
    AccountManager,

    /// <summary>Follows up leads and calls.</summary>
    Developer,

    /// <summary>Runs campaigns.</summary>
    Marketer,
}

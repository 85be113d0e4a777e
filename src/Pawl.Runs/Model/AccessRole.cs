namespace Pawl.Runs.Model;

/// <summary>What someone may do; each role may do all that the ones before it may.</summary>
public enum AccessRole
{
    /// <summary>Look at everything but access itself.</summary>
    Viewer,

    /// <summary>Also create, cancel, resume and retry runs, keep profiles, and use the playground.</summary>
    Operator,

    /// <summary>Also decide approvals, and give and take access. May do everything.</summary>
    Approver,
}

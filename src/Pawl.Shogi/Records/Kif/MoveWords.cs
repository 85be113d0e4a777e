namespace Pawl.Shogi.Records.Kif;

/// <summary>What stands after the piece of a move in KI2.</summary>
[Flags]
internal enum MoveWords
{
    None = 0,

    /// <summary>右</summary>
    Right = 1,

    /// <summary>左</summary>
    Left = 2,

    /// <summary>直: one step straight ahead.</summary>
    Straight = 4,

    /// <summary>上, 行, 入</summary>
    Forward = 8,

    /// <summary>寄</summary>
    Sideways = 16,

    /// <summary>引</summary>
    Back = 32,

    /// <summary>打</summary>
    Drop = 64,

    /// <summary>成</summary>
    Promoted = 128,

    /// <summary>不成, 生</summary>
    Unpromoted = 256,
}

"""What emoji tell, as the sign itself and by the name a messenger gives it. All others are mere decoration."""

from bot.commands.freetext.signals import Signal, Signals

_TABLE: tuple[tuple[Signal, str], ...] = (
    (Signal.CHECK, "✅ ☑ ✔ :white_check_mark: :heavy_check_mark: :ballot_box_with_check: :checkmark: :check:"),
    (Signal.NOT, "❌ 🚫 ⛔ 👎 ✖ :x: :no_entry: :no_entry_sign: :-1: :thumbsdown: :heavy_multiplication_x:"),
    (Signal.QUESTION, "❓ ❔ ⁉ ？ :question: :grey_question: :interrobang:"),
    (Signal.HEDGE, "🤔 🤷 🤞 ⏳ ⌛ 🔜 :thinking_face: :shrug: :crossed_fingers: :soon:"),
    (
        Signal.WINK,
        """🙄 🙃 🤡 🤥 😏 😜 🤪 😂 🤣 😉 😬 🫠 :face_with_rolling_eyes: :upside_down_face: :clown_face: :smirk: :joy:
        :rolling_on_the_floor_laughing: :wink: :grimacing: :stuck_out_tongue_winking_eye: :melting_face:""",
    ),
    (Signal.ACK, "👍 👌 🙏 🆗 :+1: :thumbsup: :ok_hand: :pray: :ok:"),
)
_BY_EMOJI = {emoji: frozenset({signal}) for signal, emojis in _TABLE for emoji in emojis.split()}


def emoji_signals(emoji: str) -> Signals:
    return _BY_EMOJI.get(emoji, frozenset())

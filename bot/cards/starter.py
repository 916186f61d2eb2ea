"""The words of the starter plan. What becomes part of a company's plan is worded in the company's language."""

from datetime import date

from bot.translations.phrases import PhraseId, Phrases
from jobs.use_cases.plan import ActivityPlan, ChannelPlan
from jobs.use_cases.starter import SILENCE_LIMITS, Starter

_TITLES: dict[str, PhraseId] = {
    "website": "starter.website",
    "newsletter": "starter.newsletter",
    "linkedin": "starter.linkedin",
    "instagram": "starter.instagram",
    "reviews": "starter.reviews",
    "partner": "starter.partner",
    "figures": "starter.figures",
    "photos": "starter.photos",
    "fair": "starter.fair",
}
_ABOUTS: dict[str, PhraseId] = {
    "website": "starter.website.about",
    "newsletter": "starter.newsletter.about",
    "linkedin": "starter.linkedin.about",
    "instagram": "starter.instagram.about",
    "reviews": "starter.reviews.about",
    "partner": "starter.partner.about",
    "figures": "starter.figures.about",
    "photos": "starter.photos.about",
    "fair": "starter.fair.about",
}
_SMALLS: dict[str, PhraseId] = {
    "website": "starter.website.small",
    "newsletter": "starter.newsletter.small",
    "linkedin": "starter.linkedin.small",
    "instagram": "starter.instagram.small",
    "reviews": "starter.reviews.small",
    "partner": "starter.partner.small",
    "figures": "starter.figures.small",
    "photos": "starter.photos.small",
    "fair": "starter.fair.small",
}
_STEPS: dict[str, PhraseId] = {
    "website": "starter.website.steps",
    "newsletter": "starter.newsletter.steps",
    "linkedin": "starter.linkedin.steps",
    "instagram": "starter.instagram.steps",
    "reviews": "starter.reviews.steps",
    "partner": "starter.partner.steps",
    "figures": "starter.figures.steps",
    "photos": "starter.photos.steps",
    "fair": "starter.fair.steps",
}
_CHANNELS: dict[str, PhraseId] = {
    "website": "starter.channel.website",
    "newsletter": "starter.channel.newsletter",
    "linkedin": "starter.channel.linkedin",
    "instagram": "starter.channel.instagram",
    "reviews": "starter.channel.reviews",
}


def starter_title(starter: Starter, company: Phrases) -> str:
    """What the activity is called in the company's plan."""
    return company.say(_TITLES[starter.key])


def starter_about(starter: Starter, reader: Phrases) -> str:
    """What it is, for whoever chooses."""
    return reader.say(_ABOUTS[starter.key])


def starter_plan(starter: Starter, owner: str, starts: date, company: Phrases) -> ActivityPlan:
    """The activity as it enters the plan."""
    return ActivityPlan(
        title=starter_title(starter, company),
        owner=owner,
        cadence=starter.cadence,
        starts=starts,
        channel=company.say(_CHANNELS[starter.channel]) if starter.channel else None,
        lead=starter.lead,
        tolerance=starter.tolerance,
        small_version=company.say(_SMALLS[starter.key]),
        instructions=company.say(_STEPS[starter.key]),
    )


def starter_channels(company: Phrases) -> tuple[ChannelPlan, ...]:
    return tuple(ChannelPlan(company.say(words), SILENCE_LIMITS[key]) for key, words in _CHANNELS.items())

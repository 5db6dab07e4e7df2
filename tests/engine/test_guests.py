"""Plugins of others beside ours: those that cannot work are named before anything is built."""

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, PluginCollection

from generator.engine import guests


def test_a_plugin_that_cannot_work_beside_ours_is_named():
    config = MkDocsConfig()
    config.plugins = PluginCollection()
    config.plugins["search"] = BasePlugin()
    assert guests.refuse(config) == ""
    config.plugins["i18n"] = BasePlugin()
    assert "the plugin i18n does not work beside papershelf" in guests.refuse(config)
